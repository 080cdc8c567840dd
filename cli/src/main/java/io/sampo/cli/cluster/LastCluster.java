package io.sampo.cli.cluster;

import io.sampo.cli.arguments.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Remembers the cluster that this user started last, for commands that name none. */
public final class LastCluster {
  private LastCluster() {}

  private static Path file() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return folder.resolve("sampo").resolve("cluster");
  }

  /** Remembers a master's URL, where the user's cache can be written. */
  static void remember(String url) {
    try {
      Files.createDirectories(file().getParent());
      Files.writeString(file(), url);
    } catch (IOException _) {
      // Then it has to be named.
    }
  }

  /**
   * The master's URL.
   *
   * @throws UsageException when none was started
   */
  public static String url() {
    try {
      return Files.readString(file()).strip();
    } catch (IOException _) {
      throw new UsageException(
          "no cluster was started here; name one by --master sampo://HOST:PORT");
    }
  }
}
