package io.sampo.runtime.engine;

import io.sampo.engine.Cancellation;
import io.sampo.engine.QueryProgress;
import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.physical.FileTarget;
import io.sampo.runtime.commit.FileSteps;
import io.sampo.runtime.commit.WriteJob;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.runtime.write.FileWriters;
import io.sampo.runtime.write.StagedFile;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.SortKey;
import io.sampo.spec.Statement;
import io.sampo.types.ArrayType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a query's rows into a folder: tasks write files that nobody sees, and when all are done
 * those of the attempts that count become visible at once. The write is carried out by whoever
 * waits for the end of this result, which has no rows; until the moment at which files become
 * visible it can be cancelled, and then nothing is left of it.
 */
final class Writing implements QueryResult {
  /** How often a write starts over whose rows came out differently when some were made again. */
  private static final int MOST_STARTS = 5;

  private final LocalEngine engine;
  private final Statement.Write write;
  private final String name;

  /** Reaches what is computed before there are rows to write. */
  private final Cancellation beginning = new Cancellation();

  private @Nullable ResultStream running;
  private QueryProgress progress = FixedResult.none().progress();
  private boolean cancelled;
  private boolean begun;

  /**
   * @param name of the write: one that was begun by the same name and not ended goes on
   */
  Writing(LocalEngine engine, Statement.Write write, Optional<String> name) {
    this.engine = engine;
    this.write = write;
    this.name = name.orElseGet(() -> UUID.randomUUID().toString());
  }

  @Override
  public StructType schema() {
    return StructType.of();
  }

  /** Carries out the write; null when it has happened. */
  @Override
  public @Nullable ResultBatch next() {
    if (!begun) {
      begun = true;
      beginning.run(this::run);
    }
    return null;
  }

  @Override
  public synchronized QueryProgress progress() {
    if (running != null) {
      progress = running.progress();
    }
    return progress;
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    beginning.cancel();
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void close() {
    cancel();
  }

  private void run() {
    Path target = path(write.path());
    if (WriteJob.isCommitted(target, name, FileSteps.REAL)) {
      return;
    }
    if (write.mode() == Statement.SaveMode.IGNORE && Files.exists(target)) {
      return;
    }
    String ending = FileWriters.extension(write.format(), write.options());
    StructType schema = engine.schema(checked(write));
    List<Integer> folders = folders(write, schema);
    for (int start = 1; ; start++) {
      try (WriteJob job =
          WriteJob.begin(target, mode(write.mode()), Optional.of(name), FileSteps.REAL)) {
        if (WriteJob.isCommitted(target, name, FileSteps.REAL)) {
          return;
        }
        List<StagedFile> files = stage(folders, job, name + "-" + start);
        if (files.isEmpty() && folders.isEmpty()) {
          files = List.of(empty(schema, job));
        }
        requireWanted();
        job.commit(files, ending);
        return;
      } catch (SampoException e) {
        if (e.code() == ErrorCode.PATH_ALREADY_EXISTS
            && write.mode() == Statement.SaveMode.IGNORE) {
          return;
        }
        if (e.code() != ErrorCode.INDETERMINATE_RESULT || start == MOST_STARTS) {
          throw e;
        }
      }
    }
  }

  private synchronized void requireWanted() {
    if (cancelled) {
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    }
  }

  private synchronized void follow(ResultStream told) {
    running = told;
    if (cancelled) {
      told.cancel();
    }
  }

  /** Its figures are kept. */
  private synchronized void unfollow() {
    progress();
    running = null;
  }

  private static Path path(String text) {
    return Path.of(text.startsWith("file:") ? text.replaceFirst("^file:/*", "/") : text);
  }

  private static WriteJob.Mode mode(Statement.SaveMode mode) {
    return switch (mode) {
      case ERROR_IF_EXISTS, IGNORE -> WriteJob.Mode.CREATE;
      case APPEND -> WriteJob.Mode.APPEND;
      case OVERWRITE -> WriteJob.Mode.REPLACE;
    };
  }

  /** The rows in the order of their folders, which finds out whether there are such columns. */
  private static Relation checked(Statement.Write write) {
    List<SortKey> keys =
        write.partitionBy().stream()
            .map(name -> new Expression.Attribute(List.of(name), Origin.NONE))
            .map(column -> new SortKey(column, true, Optional.empty()))
            .toList();
    return keys.isEmpty()
        ? write.relation()
        : new Relation.Sort(write.relation(), keys, true, Origin.NONE);
  }

  /** The positions of the columns that stand in folders. */
  private static List<Integer> folders(Statement.Write write, StructType schema) {
    var folders = new ArrayList<Integer>();
    for (String name : write.partitionBy()) {
      int column = schema.indexOf(name).orElseThrow(() -> refused(write, name + " is no column"));
      StructField field = schema.fields().get(column);
      if (field.type() instanceof ArrayType
          || field.type() instanceof MapType
          || field.type() instanceof StructType) {
        throw refused(write, field.name() + " is nested");
      }
      folders.add(column);
    }
    if (!folders.isEmpty() && folders.stream().distinct().count() == schema.size()) {
      throw refused(write, "a column must be left for the files");
    }
    return folders;
  }

  private static SampoException refused(Statement.Write write, String details) {
    return new SampoException(
        ErrorCode.INVALID_ARGUMENT,
        Map.of("parameter", "partitionBy", "value", write.partitionBy(), "details", details));
  }

  /** Runs the query; yields the files that hold its rows, in order. */
  private List<StagedFile> stage(List<Integer> folders, WriteJob job, String query) {
    requireWanted();
    var files = new ArrayList<StagedFile>();
    WriteStart.Target target =
        (spread, report) ->
            new FileTarget(
                write.format(),
                write.options(),
                job.staging().toString(),
                folders,
                engine.engineSettings().zone().getId(),
                spread,
                report);
    try (ResultStream told = engine.startWrite(write.relation(), target, Optional.of(query))) {
      follow(told);
      for (ResultBatch batch = told.next(); batch != null; batch = told.next()) {
        for (int row = 0; row < batch.rowCount(); row++) {
          files.add(
              new StagedFile(
                  (String) value(batch, row, 0),
                  (String) value(batch, row, 1),
                  (Long) value(batch, row, 2),
                  (Long) value(batch, row, 3)));
        }
      }
    } finally {
      unfollow();
    }
    return files;
  }

  private static Object value(ResultBatch batch, int row, int column) {
    return Objects.requireNonNull(batch.value(row, column));
  }

  /** A file without rows, which tells the columns. */
  private StagedFile empty(StructType schema, WriteJob job) {
    String name = "empty" + FileWriters.extension(write.format(), write.options());
    Path file = job.staging().resolve(name);
    try (BufferAllocator allocator = engine.allocator("write " + write.path());
        FileWriter writer =
            FileWriters.open(write.format(), write.options(), file, schema, allocator)) {
      writer.close();
      return new StagedFile(name, "", 0, writer.bytesWritten());
    }
  }
}
