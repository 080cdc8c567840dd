package io.sampo.bench.chaos;

import io.sampo.bench.error.BenchException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one JVM holds.
 *
 * @param resident bytes of memory
 * @param live bytes on the heap after a collection
 * @param threads of the system
 * @param descriptors open files and sockets
 */
public record ProcessFigures(long resident, long live, int threads, int descriptors) {
  private static final Path PROCESSES = Path.of("/proc");

  /**
   * Looks at another JVM of this machine, which collects its heap for that.
   *
   * @throws BenchException when it has ended
   */
  static ProcessFigures of(long pid) {
    return new ProcessFigures(
        resident(pid), live(pid), (int) status(pid, "Threads:"), descriptors(pid));
  }

  /** Looks at this JVM, which cannot wait for another process to look at it. */
  static ProcessFigures own() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    long pid = ProcessHandle.current().pid();
    return new ProcessFigures(
        resident(pid),
        memory.getHeapMemoryUsage().getUsed(),
        (int) status(pid, "Threads:"),
        descriptors(pid));
  }

  /** Resident bytes of a process; 0 when it has ended. */
  static long resident(long pid) {
    return status(pid, "VmRSS:") * 1024;
  }

  private static long status(long pid, String key) {
    try {
      return Files.readAllLines(PROCESSES.resolve(pid + "/status")).stream()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }

  private static int descriptors(long pid) {
    try (Stream<Path> all = Files.list(PROCESSES.resolve(pid + "/fd"))) {
      return (int) all.count();
    } catch (IOException _) {
      return 0;
    }
  }

  /** The last line of a class histogram, which counts what a full collection has left. */
  private static long live(long pid) {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(List.of(tool.toString(), Long.toString(pid), "GC.class_histogram"))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      return output
          .lines()
          .filter(line -> line.startsWith("Total"))
          .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
          .findFirst()
          .orElseThrow(
              () -> new BenchException("jcmd " + pid + " ended with " + status + ": " + output));
    } catch (IOException e) {
      throw new BenchException("cannot run " + tool + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
