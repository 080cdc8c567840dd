package io.sampo.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What the operating system counts for this process; empty where it does not say. Belongs to one
 * thread.
 */
final class ProcessFigures {
  private static final Path READS = Path.of("/proc/self/io");
  private static final Path MEMORY = Path.of("/proc/self/status");
  private static final long BYTES_PER_KILOBYTE = 1024;

  /** What looking at the figures has itself read so far. */
  private long ownBytes;

  /** Bytes read from files so far, class files included, looks at these figures not. */
  OptionalLong bytesRead() {
    long earlier = ownBytes;
    OptionalLong total = number(READS, "rchar:");
    return total.isEmpty() ? total : OptionalLong.of(total.getAsLong() - earlier);
  }

  /** The most memory held at a time so far, in bytes. */
  OptionalLong peakMemory() {
    OptionalLong kilobytes = number(MEMORY, "VmHWM:");
    return kilobytes.isEmpty()
        ? kilobytes
        : OptionalLong.of(kilobytes.getAsLong() * BYTES_PER_KILOBYTE);
  }

  private OptionalLong number(Path file, String name) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      ownBytes += bytes.length;
      for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith(name)) {
          String number = line.substring(name.length()).replace("kB", "").strip();
          return OptionalLong.of(Long.parseLong(number));
        }
      }
      return OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      // Only Linux has these files.
      return OptionalLong.empty();
    }
  }
}
