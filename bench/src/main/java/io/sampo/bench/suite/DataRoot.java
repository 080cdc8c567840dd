package io.sampo.bench.suite;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.python.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where data is kept: the folder the user named, else shared memory, whose files cannot drop out of
 * the page cache in the middle of a run, else the user's cache folder.
 */
public final class DataRoot {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final List<Path> candidates;

  private DataRoot(List<Path> candidates) {
    this.candidates = candidates;
  }

  public static DataRoot of(@Nullable Path chosen) {
    if (chosen != null) {
      return new DataRoot(List.of(chosen.toAbsolutePath()));
    }
    Path cache = CacheFolder.of("data");
    if (!Files.isWritable(SHARED_MEMORY)) {
      return new DataRoot(List.of(cache));
    }
    String user = System.getProperty("user.name");
    return new DataRoot(List.of(SHARED_MEMORY.resolve("sampo-bench-" + user), cache));
  }

  /**
   * Finds the folder with a relative name, or names the one it should be made in.
   *
   * @param bytes what making it takes
   */
  public Path locate(String name, long bytes) {
    for (Path candidate : candidates) {
      if (Files.isDirectory(candidate.resolve(name))) {
        return candidate.resolve(name);
      }
    }
    for (Path candidate : candidates) {
      if (candidates.size() == 1 || !inSharedMemory(candidate) || fits(candidate, bytes)) {
        return candidate.resolve(name);
      }
    }
    throw new BenchException("there is no room for " + name + " in " + candidates);
  }

  private static boolean inSharedMemory(Path folder) {
    return folder.startsWith(SHARED_MEMORY);
  }

  /** Shared memory must not take more than a third of what is free: the engines need the rest. */
  private static boolean fits(Path candidate, long bytes) {
    try {
      long room = Files.getFileStore(SHARED_MEMORY).getUsableSpace();
      long available = availableMemory().orElse(room);
      return candidate.startsWith(SHARED_MEMORY) && bytes < Math.min(room, available) / 3;
    } catch (IOException _) {
      return false;
    }
  }

  private static Optional<Long> availableMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }
}
