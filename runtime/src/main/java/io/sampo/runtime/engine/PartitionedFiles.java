package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.runtime.source.partition.PartitionText;
import io.sampo.spec.Statement;
import io.sampo.types.ArrayType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Files in folders that stand for the values of some columns, {@code year=2024/part-00000..}, for
 * rows that come sorted by these columns. Used by one thread.
 */
final class PartitionedFiles implements AutoCloseable {
  private final Statement.Write write;
  private final Path staging;
  private final String ending;
  private final StructType schema;
  private final int[] partitionColumns;
  private final int[] fileColumns;
  private final ZoneId zone;
  private final BufferAllocator allocator;
  private @Nullable FileWriter writer;
  private @Nullable Object @Nullable [] current;
  private int opened;

  private PartitionedFiles(
      Statement.Write write,
      Path staging,
      String ending,
      StructType schema,
      ZoneId zone,
      BufferAllocator allocator) {
    this.write = write;
    this.staging = staging;
    this.ending = ending;
    this.schema = schema;
    this.zone = zone;
    this.allocator = allocator;
    this.partitionColumns =
        write.partitionBy().stream().mapToInt(name -> schema.indexOf(name).orElseThrow()).toArray();
    this.fileColumns =
        IntStream.range(0, schema.size())
            .filter(column -> Arrays.stream(partitionColumns).noneMatch(p -> p == column))
            .toArray();
  }

  /**
   * @param staging the folder to write below
   * @param ending what follows the number of a file in its name
   * @param schema that of the rows; has the columns the rows are partitioned by
   * @throws SampoException when the columns cannot stand in folder names, or no other is left
   */
  static PartitionedFiles of(
      Statement.Write write,
      Path staging,
      String ending,
      StructType schema,
      ZoneId zone,
      BufferAllocator allocator) {
    var files = new PartitionedFiles(write, staging, ending, schema, zone, allocator);
    if (files.fileColumns.length == 0) {
      throw refused(write, "a column must be left for the files");
    }
    for (int column : files.partitionColumns) {
      StructField field = schema.fields().get(column);
      if (field.type() instanceof ArrayType
          || field.type() instanceof MapType
          || field.type() instanceof StructType) {
        throw refused(write, field.name() + " is nested");
      }
    }
    return files;
  }

  private static SampoException refused(Statement.Write write, String details) {
    return new SampoException(
        ErrorCode.INVALID_ARGUMENT,
        Map.of("parameter", "partitionBy", "value", write.partitionBy(), "details", details));
  }

  /** Writes all rows, each into its folder. */
  void append(ColumnBatch batch) {
    int from = 0;
    while (from < batch.rowCount()) {
      @Nullable Object[] key = key(batch, from);
      int to = from + 1;
      while (to < batch.rowCount() && Arrays.deepEquals(key, key(batch, to))) {
        to++;
      }
      new BatchSlice(batch, fileColumns, from, to).writeTo(writer(key), allocator);
      from = to;
    }
  }

  private @Nullable Object[] key(ColumnBatch batch, int row) {
    @Nullable Object[] key = new Object[partitionColumns.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = batch.value(row, partitionColumns[i]);
    }
    return key;
  }

  private FileWriter writer(@Nullable Object[] key) {
    FileWriter open = writer;
    if (open != null && Arrays.deepEquals(key, current)) {
      return open;
    }
    close();
    Path folder = staging;
    for (int i = 0; i < key.length; i++) {
      StructField field = schema.fields().get(partitionColumns[i]);
      folder = folder.resolve(PartitionText.folder(field.name(), key[i], field.type(), zone));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.FAILED_WRITE_FILE,
          Map.of("path", folder, "details", String.valueOf(e)),
          null,
          e);
    }
    var columns = Arrays.stream(fileColumns).mapToObj(schema.fields()::get).toList();
    Path file = folder.resolve("part-" + String.format(Locale.ROOT, "%05d", opened++) + ending);
    FileWriter made = FileWriters.open(write, file, new StructType(columns), allocator);
    writer = made;
    current = key;
    return made;
  }

  @Override
  public void close() {
    FileWriter open = writer;
    writer = null;
    if (open != null) {
      open.close();
    }
  }
}
