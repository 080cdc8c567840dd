package io.sampo.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Peak resident memory of a process and all below it: the sum of each one's own peak, taken from
 * {@code /proc/PID/status} whenever {@link #look} is called. Safe for use by two threads.
 */
public final class ResidentMemory {
  private final ProcessHandle root;
  private final Map<Long, Long> peaks = new HashMap<>();

  public ResidentMemory(ProcessHandle root) {
    this.root = root;
  }

  /** Reads the peaks of the processes that live now. */
  public synchronized void look() {
    try (Stream<ProcessHandle> processes = Stream.concat(Stream.of(root), root.descendants())) {
      processes.forEach(process -> peaks.merge(process.pid(), peak(process.pid()), Math::max));
    }
  }

  /** Takes a peak that the process itself reported. */
  synchronized void note(long bytes) {
    peaks.merge(root.pid(), bytes, Math::max);
  }

  /** The highest sum seen, in bytes. */
  public synchronized long bytes() {
    return peaks.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long peak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0; // it has ended meanwhile; what was seen before stays
    }
  }
}
