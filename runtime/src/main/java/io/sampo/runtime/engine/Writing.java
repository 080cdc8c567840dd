package io.sampo.runtime.engine;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.spec.Statement;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Writes a query's rows into a folder. Files are staged in a hidden folder beside the target and
 * moved in when all are complete: a query that fails leaves the target as it was.
 */
final class Writing {
  private final LocalEngine engine;

  Writing(LocalEngine engine) {
    this.engine = engine;
  }

  QueryResult run(Statement.Write write) {
    if (!write.partitionBy().isEmpty()) {
      throw SampoException.unsupported(
          "partitionBy", "Write each partition's rows to a folder of its own.", null);
    }
    Path target = Path.of(write.path());
    if (Files.exists(target)) {
      if (write.mode() == Statement.SaveMode.IGNORE) {
        return FixedResult.none();
      }
      if (write.mode() == Statement.SaveMode.ERROR_IF_EXISTS) {
        throw new SampoException(ErrorCode.PATH_ALREADY_EXISTS, Map.of("path", write.path()));
      }
    }
    Path absolute = target.toAbsolutePath();
    Path staging = absolute.resolveSibling("." + absolute.getFileName() + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(staging);
      String name =
          "part-00000-"
              + UUID.randomUUID()
              + FileWriters.extension(write.format(), write.options());
      writeFile(write, staging.resolve(name));
      commit(write, absolute, staging);
    } catch (IOException e) {
      throw failed(write.path(), e);
    } finally {
      delete(staging);
    }
    return FixedResult.none();
  }

  private static SampoException failed(String path, IOException cause) {
    return new SampoException(
        ErrorCode.FAILED_WRITE_FILE,
        Map.of("path", path, "details", String.valueOf(cause)),
        null,
        cause);
  }

  private void writeFile(Statement.Write write, Path file) {
    try (ResultStream result = engine.start(write.relation());
        BufferAllocator allocator = engine.allocator("write " + write.path());
        FileWriter writer = FileWriters.open(write, file, result.schema(), allocator)) {
      for (ColumnBatch batch = result.nextColumns(); batch != null; batch = result.nextColumns()) {
        append(writer, batch, allocator);
      }
    }
  }

  /** Null bytes become bitmaps, the form that writers take. */
  private static void append(FileWriter writer, ColumnBatch batch, BufferAllocator allocator) {
    StructType schema = batch.schema();
    int rows = batch.rowCount();
    int bitmapBytes = rows / 8 + 8;
    try (ArrowBuf bitmaps = allocator.buffer((long) Math.max(1, schema.size()) * bitmapBytes)) {
      ColumnVector[] columns = new ColumnVector[schema.size()];
      for (int i = 0; i < columns.length; i++) {
        StructField field = schema.fields().get(i);
        columns[i] = new ColumnVector(field.type());
        long bitmap = bitmaps.memoryAddress() + (long) i * bitmapBytes;
        columns[i].set(batch.values(i), validity(batch, i, bitmap, bitmapBytes));
      }
      writer.write(columns, rows);
    }
  }

  private static long validity(ColumnBatch batch, int column, long bitmap, int bytes) {
    if (!anyNull(batch.nulls(column), batch.rowCount())) {
      return 0;
    }
    Memory.fill(bitmap, bytes, (byte) 0);
    for (int i = 0; i < batch.rowCount(); i++) {
      if (!batch.isNull(i, column)) {
        Memory.setBit(bitmap, i);
      }
    }
    return bitmap;
  }

  private static boolean anyNull(long nulls, int rows) {
    long seen = 0;
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      seen |= Memory.getLong(nulls + row);
    }
    for (; row < rows; row++) {
      seen |= Memory.getByte(nulls + row);
    }
    return seen != 0;
  }

  private static void commit(Statement.Write write, Path target, Path staging) throws IOException {
    if (write.mode() == Statement.SaveMode.APPEND && Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(staging)) {
        for (Path file : files.toList()) {
          Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return;
    }
    Path old = null;
    if (Files.exists(target)) {
      old = target.resolveSibling("." + target.getFileName() + "-old-" + UUID.randomUUID());
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    if (old != null) {
      delete(old);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw failed(folder.toString(), e);
    }
  }
}
