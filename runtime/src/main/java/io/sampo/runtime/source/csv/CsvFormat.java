package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
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
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * CSV with Spark's options, in lower case: {@code header} (true, false, auto), {@code inferschema},
 * {@code sep} or {@code delimiter}, {@code quote}, {@code escape}, {@code comment}, {@code
 * nullvalue}, {@code emptyvalue}, {@code nanvalue}, {@code positiveinf}, {@code negativeinf},
 * {@code dateformat}, {@code timestampformat}, {@code timezone}, {@code mode}, {@code
 * columnnameofcorruptrecord}, {@code ignoreleadingwhitespace}, {@code ignoretrailingwhitespace},
 * {@code encoding}, {@code linesep}, {@code maxcolumns}, {@code samplesize} (records of the
 * beginning, -1 for all) and {@code samplingratio} (1 for all).
 *
 * <p>Where this differs from Spark, always: newlines inside of quotes belong to the field; a
 * doubled quote inside of quotes is a quote even when the escape is another character; an empty
 * quoted field is an empty string, an empty unquoted one is null; blanks around numbers, dates and
 * booleans are ignored. With {@code inferschema} or {@code header=auto} the delimiter and the
 * escape are found out unless given. With {@code inferschema} types come from a sample unless
 * {@code samplesize} is -1, and a later value that does not fit is the error
 * INFERRED_SCHEMA_MISMATCH in mode PERMISSIVE, instead of becoming null silently. Malformed values
 * are only noticed in columns that are read; records with too few or too many fields always.
 */
public final class CsvFormat implements FileFormat {
  private static final int GRAIN = 1 << 20;

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public StructType inferSchema(List<Path> files, Map<String, String> options) {
    CsvOptions checked = CsvOptions.of(options);
    List<String> paths = files.stream().map(Path::toString).toList();
    try (BufferAllocator allocator = new RootAllocator();
        var inference = new CsvInference(checked, allocator)) {
      StructType schema = inference.schema(paths);
      if (schema == null) {
        // Nothing tells of columns, and there are no rows either.
        return new StructType(List.of());
      }
      if (schema.size() > checked.maxColumns()) {
        throw new SampoException(
            ErrorCode.UNABLE_TO_INFER_SCHEMA,
            Map.of(
                "format",
                name(),
                "path",
                paths.getFirst(),
                "details",
                "there are " + schema.size() + " columns, more than the option maxColumns allows"));
      }
      return schema;
    }
  }

  @Override
  public TableStatistics statistics(
      List<Path> files, StructType schema, Map<String, String> options) {
    try (BufferAllocator allocator = new RootAllocator();
        var statistics = new CsvStatistics(schema, CsvOptions.of(options), allocator)) {
      return statistics.of(files.stream().map(Path::toString).toList());
    }
  }

  @Override
  public List<ScanSplit> splits(List<Path> files, ScanRequest request, long targetBytes) {
    CsvOptions options = CsvOptions.of(request.options());
    var splits = new ArrayList<ScanSplit>();
    for (Path file : files) {
      String path = file.toString();
      long size = size(path);
      if (size == 0) {
        continue;
      }
      if (ByteInput.isStreamed(path, options.charset())) {
        splits.add(new ScanSplit(path, 0, Long.MAX_VALUE, size, -1));
        continue;
      }
      long step = step(size, Math.max(1, targetBytes));
      for (long start = 0; start < size; start += step) {
        long end = Math.min(size, start + step);
        splits.add(new ScanSplit(path, start, end, end - start, -1));
      }
    }
    return splits;
  }

  /**
   * Parts of equal size, cut at whole megabytes when they are large: there the states of quotes are
   * known.
   */
  private static long step(long size, long target) {
    long parts = (size + target - 1) / target;
    long step = (size + parts - 1) / parts;
    return target < GRAIN ? step : (step + GRAIN - 1) / GRAIN * GRAIN;
  }

  private static long size(String path) {
    try {
      return Files.size(Path.of(path));
    } catch (IOException e) {
      throw ByteInput.unreadable("csv", path, e);
    }
  }

  @Override
  public BatchSource open(ScanSplit split, ScanRequest request, ScanResources resources) {
    CsvOptions options = CsvOptions.of(request.options());
    var names =
        request.schema().names().stream()
            .filter(name -> !name.equalsIgnoreCase(options.corruptColumn()))
            .toList();
    CsvFile file = CsvFile.of(split.path(), options, names, resources.allocator());
    long start =
        file.streamed()
            ? file.starts().dataStart()
            : file.starts().firstAtOrAfter(split.start(), resources.allocator());
    return new CsvSource(file, options, request, resources, start, split.end());
  }
}
