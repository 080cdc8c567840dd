package io.sampo.runtime.write;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.FileTarget;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.runtime.source.partition.PartitionText;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one attempt of a task, in a folder of its own below the staging folder; none while
 * there are no rows. Where columns stand in folders, {@code year=2024/part-..}, rows come sorted by
 * them, so that one file is open at a time. Used by one thread.
 */
public final class AttemptFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptFiles.class);

  private final FileTarget target;
  private final StructType schema;
  private final StructType fileSchema;
  private final int[] folderColumns;
  private final int[] fileColumns;
  private final ZoneId zone;
  private final String ending;
  private final BufferAllocator allocator;
  private final Path staging;
  private final List<StagedFile> written = new ArrayList<>();
  private @Nullable Path attempt;
  private @Nullable Open open;
  private boolean finished;

  private static final class Open {
    final FileWriter writer;
    final Path file;
    final String folder;
    final @Nullable Object[] key;
    long rows;

    Open(FileWriter writer, Path file, String folder, @Nullable Object[] key) {
      this.writer = writer;
      this.file = file;
      this.folder = folder;
      this.key = key;
    }
  }

  /**
   * @param schema that of the rows
   * @param allocator for what the formats keep until it is written
   */
  public AttemptFiles(FileTarget target, StructType schema, BufferAllocator allocator) {
    this.target = target;
    this.schema = schema;
    this.folderColumns = target.folders().stream().mapToInt(Integer::intValue).toArray();
    this.fileColumns =
        IntStream.range(0, schema.size())
            .filter(column -> !target.folders().contains(column))
            .toArray();
    this.fileSchema =
        new StructType(Arrays.stream(fileColumns).mapToObj(schema.fields()::get).toList());
    this.zone = ZoneId.of(target.zone());
    this.ending = FileWriters.extension(target.format(), target.options());
    this.allocator = allocator;
    this.staging = Path.of(target.staging());
  }

  /** Writes all rows, each into its folder. */
  public void append(ColumnBatch batch) {
    int from = 0;
    while (from < batch.rowCount()) {
      @Nullable Object[] key = key(batch, from);
      int to = folderColumns.length == 0 ? batch.rowCount() : from + 1;
      while (to < batch.rowCount() && Arrays.deepEquals(key, key(batch, to))) {
        to++;
      }
      Open into = file(key);
      new BatchSlice(batch, fileColumns, from, to).writeTo(into.writer, allocator);
      into.rows += to - from;
      from = to;
    }
  }

  private @Nullable Object[] key(ColumnBatch batch, int row) {
    @Nullable Object[] key = new Object[folderColumns.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = batch.value(row, folderColumns[i]);
    }
    return key;
  }

  private Open file(@Nullable Object[] key) {
    Open now = open;
    if (now != null && Arrays.deepEquals(key, now.key)) {
      return now;
    }
    complete();
    try {
      Path folder = attemptFolder();
      var relative = new StringBuilder();
      for (int i = 0; i < key.length; i++) {
        StructField field = schema.fields().get(folderColumns[i]);
        String name = PartitionText.folder(field.name(), key[i], field.type(), zone);
        relative.append(relative.isEmpty() ? "" : "/").append(name);
        folder = folder.resolve(name);
        if (!Files.isDirectory(folder)) {
          Files.createDirectory(folder);
        }
      }
      Path file = folder.resolve(String.format(Locale.ROOT, "part-%05d", written.size()) + ending);
      FileWriter writer =
          FileWriters.open(target.format(), target.options(), file, fileSchema, allocator);
      Open made = new Open(writer, file, relative.toString(), key);
      open = made;
      return made;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Fails when the staging folder is gone: then the write is over, one way or the other. */
  private Path attemptFolder() throws IOException {
    Path made = attempt;
    if (made == null) {
      made = Files.createDirectory(staging.resolve(UUID.randomUUID().toString()));
      attempt = made;
    }
    return made;
  }

  private SampoException failed(IOException cause) {
    return new SampoException(
        ErrorCode.FAILED_WRITE_FILE,
        Map.of("path", staging, "details", String.valueOf(cause)),
        null,
        cause);
  }

  private void complete() {
    Open last = open;
    if (last == null) {
      return;
    }
    open = null;
    last.writer.close();
    try {
      written.add(
          new StagedFile(
              staging.relativize(last.file).toString(),
              last.folder,
              last.rows,
              Files.size(last.file)));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Completes the last file; yields all, in the order of their rows. */
  public List<StagedFile> finish() {
    complete();
    finished = true;
    return List.copyOf(written);
  }

  /** Removes what was written unless it was finished. May be called twice. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    finished = true;
    Open last = open;
    open = null;
    try {
      if (last != null) {
        last.writer.close();
      }
    } catch (SampoException e) {
      LOG.debug("a file of a failed attempt was not completed: {}", e.toString());
    }
    remove();
  }

  private void remove() {
    Path mine = attempt;
    if (mine == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(mine)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.debug(
          "files of a failed attempt are left to the removal of their staging folder: {}",
          e.toString());
    }
  }
}
