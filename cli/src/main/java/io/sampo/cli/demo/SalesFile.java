package io.sampo.cli.demo;

import io.sampo.cli.arguments.UsageException;
import io.sampo.cli.terminal.Figures;
import io.sampo.cli.terminal.LiveLine;
import io.sampo.cli.terminal.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The file of sales of one number of rows. A file under its name is always complete.
 *
 * @param path where it is or will be
 * @param rows without the header
 */
record SalesFile(Path path, int rows) {
  /** Changes whenever the rows do. */
  private static final String FORMAT_VERSION = "1";

  private static final int MOST_BYTES_PER_ROW = 64;

  static SalesFile in(Path folder, int rows) {
    return new SalesFile(folder.resolve("sales-v" + FORMAT_VERSION + "-" + rows + ".csv"), rows);
  }

  boolean exists() {
    return Files.isRegularFile(path);
  }

  long bytes() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes the file.
   *
   * @throws UsageException when the folder cannot be written or has no room
   */
  void make(Streams streams, int threads) {
    Path folder = path.resolveSibling(".").normalize().toAbsolutePath();
    Path temporary = path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid());
    var line = new LiveLine(streams.err());
    try {
      Files.createDirectories(folder);
      requireRoom(folder);
      try (OutputStream stream = Files.newOutputStream(temporary);
          ExecutorService workers =
              Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
        try {
          stream.write(SalesRows.HEADER.getBytes(StandardCharsets.UTF_8));
          writeBlocks(stream, workers, 2 * threads, streams.errTerminal() ? line : null);
        } finally {
          workers.shutdownNow();
        }
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UsageException(
          "cannot make " + path + ": " + e + "\nhint: --data FOLDER says where else to make it");
    } finally {
      line.erase();
      forget(temporary);
    }
  }

  private void requireRoom(Path folder) throws IOException {
    long needed = (long) rows * MOST_BYTES_PER_ROW;
    long room = Files.getFileStore(folder).getUsableSpace();
    if (room < needed) {
      throw new UsageException(
          "the demo needs "
              + Figures.bytes(needed)
              + " in "
              + folder
              + ", which has "
              + Figures.bytes(room)
              + " left\nhint: --data FOLDER makes the file elsewhere, --rows N makes it smaller");
    }
  }

  /** Writes blocks in order while later ones are being made. */
  private void writeBlocks(
      OutputStream stream, ExecutorService workers, int ahead, @Nullable LiveLine line)
      throws IOException {
    Deque<Future<byte[]>> blocks = new ArrayDeque<>();
    int made = 0;
    for (int first = 0, index = 0; first < rows || !blocks.isEmpty(); ) {
      while (blocks.size() < ahead && first < rows) {
        int block = index++;
        int count = Math.min(SalesRows.ROWS_PER_BLOCK, rows - first);
        first += count;
        blocks.add(workers.submit(() -> SalesRows.block(block, count)));
      }
      stream.write(finished(blocks.remove()));
      made = Math.min(rows, made + SalesRows.ROWS_PER_BLOCK);
      if (line != null) {
        line.draw("making " + Figures.count(made) + " of " + Figures.count(rows) + " rows");
      }
    }
  }

  private static byte[] finished(Future<byte[]> block) throws IOException {
    try {
      return block.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void forget(Path temporary) {
    try {
      if (Files.exists(temporary)) {
        Files.delete(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
