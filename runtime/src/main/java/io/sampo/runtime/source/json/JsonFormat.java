package io.sampo.runtime.source.json;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.FileFormat;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.runtime.source.text.ByteInput;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * JSON with Spark's options, in lower case: {@code multiline}, {@code mode}, {@code
 * columnnameofcorruptrecord}, {@code dateformat}, {@code timestampformat}, {@code timezone}, {@code
 * primitivesasstring}, {@code prefersdecimal}, {@code allowcomments}, {@code
 * allowunquotedfieldnames}, {@code allowbackslashescapinganycharacter}, {@code encoding}, {@code
 * samplesize} (records of each file, -1 for all) and {@code samplingratio} (1 for all).
 *
 * <p>Without {@code multiline} each line is a record, or an array of records. The schema comes from
 * the first records of each file; with the option {@code inferschema} set to true, which says that
 * it did, a later value that does not fit is the error INFERRED_SCHEMA_MISMATCH in mode PERMISSIVE,
 * instead of becoming null silently; a malformed record is an error, too, unless the schema has a
 * corrupt-record column (it gets one when the sample has a malformed record).
 */
public final class JsonFormat implements FileFormat {
  /** A compressed file is taken to hold this many times its size. */
  private static final int COMPRESSION = 4;

  @Override
  public String name() {
    return "json";
  }

  @Override
  public StructType inferSchema(List<Path> files, Map<String, String> options) {
    try (BufferAllocator allocator = new RootAllocator();
        var inference = new JsonInference(JsonOptions.of(options), allocator)) {
      files.forEach(file -> inference.add(file.toString()));
      return inference.schema();
    }
  }

  @Override
  public TableStatistics statistics(
      List<Path> files, StructType schema, Map<String, String> options) {
    JsonOptions checked = JsonOptions.of(options);
    long bytes = 0;
    double rows = 0;
    for (Path file : files) {
      long size = size(file.toString());
      bytes += size;
      try (BufferAllocator allocator = new RootAllocator();
          var inference = new JsonInference(checked, allocator)) {
        inference.add(file.toString());
        rows +=
            size
                * (ByteInput.isCompressed(file.toString()) ? COMPRESSION : 1.0)
                / inference.averageWidth();
      }
    }
    return new TableStatistics(OptionalLong.of(Math.round(rows)), false, bytes, Map.of());
  }

  @Override
  public List<ScanSplit> splits(List<Path> files, ScanRequest request, long targetBytes) {
    JsonOptions options = JsonOptions.of(request.options());
    var splits = new ArrayList<ScanSplit>();
    for (Path file : files) {
      String path = file.toString();
      long size = size(path);
      if (size > 0 && JsonInference.isWhole(path, options)) {
        splits.add(new ScanSplit(path, 0, Long.MAX_VALUE, size, -1));
        continue;
      }
      long parts = (size + Math.max(1, targetBytes) - 1) / Math.max(1, targetBytes);
      long step = parts == 0 ? 1 : (size + parts - 1) / parts;
      for (long start = 0; start < size; start += step) {
        long end = Math.min(size, start + step);
        splits.add(new ScanSplit(path, start, end, end - start, -1));
      }
    }
    return splits;
  }

  private static long size(String path) {
    try {
      return Files.size(Path.of(path));
    } catch (IOException e) {
      throw ByteInput.unreadable("json", path, e);
    }
  }

  @Override
  public BatchSource open(ScanSplit split, ScanRequest request, ScanResources resources) {
    return new JsonSource(split, JsonOptions.of(request.options()), request, resources);
  }
}
