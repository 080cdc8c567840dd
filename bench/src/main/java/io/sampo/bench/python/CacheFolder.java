package io.sampo.bench.python;

import io.sampo.bench.error.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The user's cache folder: {@code $XDG_CACHE_HOME/sampo/bench}, by default below {@code ~/.cache}.
 */
public final class CacheFolder {
  private CacheFolder() {}

  /** A folder in it, made when it is missing. */
  public static Path of(String name) {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path root =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    Path folder = root.resolve("sampo").resolve("bench").resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BenchException("cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
  }
}
