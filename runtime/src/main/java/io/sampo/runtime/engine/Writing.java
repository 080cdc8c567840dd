package io.sampo.runtime.engine;

import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.SortKey;
import io.sampo.spec.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
      String ending =
          "-" + UUID.randomUUID() + FileWriters.extension(write.format(), write.options());
      if (write.partitionBy().isEmpty()) {
        writeFile(write, staging.resolve("part-00000" + ending));
      } else {
        writePartitions(write, staging, ending);
      }
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

  /** Rows come sorted by the partitions' columns, so that one file is open at a time. */
  private void writePartitions(Statement.Write write, Path staging, String ending) {
    List<SortKey> keys =
        write.partitionBy().stream()
            .map(name -> new Expression.Attribute(List.of(name), Origin.NONE))
            .map(column -> new SortKey(column, true, Optional.empty()))
            .toList();
    Relation sorted = new Relation.Sort(write.relation(), keys, true, Origin.NONE);
    try (ResultStream result = engine.start(sorted);
        BufferAllocator allocator = engine.allocator("write " + write.path());
        var files =
            PartitionedFiles.of(
                write,
                staging,
                ending,
                result.schema(),
                engine.engineSettings().zone(),
                allocator)) {
      for (ColumnBatch batch = result.nextColumns(); batch != null; batch = result.nextColumns()) {
        files.append(batch);
      }
    }
  }

  private static void append(FileWriter writer, ColumnBatch batch, BufferAllocator allocator) {
    int[] columns = IntStream.range(0, batch.schema().size()).toArray();
    new BatchSlice(batch, columns, 0, batch.rowCount()).writeTo(writer, allocator);
  }

  private static void commit(Statement.Write write, Path target, Path staging) throws IOException {
    if (write.mode() == Statement.SaveMode.APPEND && Files.isDirectory(target)) {
      try (Stream<Path> files = Files.walk(staging)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          Path place = target.resolve(staging.relativize(file));
          Files.createDirectories(Objects.requireNonNull(place.getParent()));
          Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
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
