package io.sampo.bench.run;

import io.sampo.bench.error.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that lives as long as a run, even when that is interrupted. */
public final class ScratchFolder implements AutoCloseable {
  private final Path path;
  private final Thread atExit = new Thread(this::deleteAll, "scratch-folder");

  private ScratchFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** A new folder below the parent. */
  public static ScratchFolder in(Path parent) {
    try {
      return new ScratchFolder(Files.createTempDirectory(parent, "run"));
    } catch (IOException e) {
      throw new BenchException("cannot write to " + parent + ": " + e.getMessage(), e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    deleteAll();
  }

  private void deleteAll() {
    deleteTree(path);
  }

  /** Deletes a file, or a folder with all it holds; nothing when it is missing. */
  static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(root)) {
      List<Path> paths = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new BenchException("cannot delete " + root + ": " + e.getMessage(), e);
    }
  }
}
