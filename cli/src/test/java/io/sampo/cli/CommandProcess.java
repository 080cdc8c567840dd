package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code sampo} command as a process of its own. */
final class CommandProcess {
  private static final Pattern MEMBER =
      Pattern.compile("(driver|worker \\d+) pid (\\d+) 127\\.0\\.0\\.1:\\d+");
  private static final long LONGEST = 120_000_000_000L;
  private static final long BETWEEN_LOOKS = 10_000_000;

  private CommandProcess() {}

  /**
   * Starts it; Ctrl-C reaches it even where the tests themselves run in the background.
   *
   * @param folder where its standard error goes, the file {@code errors}, and its caches
   */
  static Process start(Path folder, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile());
    builder.environment().put("XDG_CACHE_HOME", folder.toString());
    return builder.start();
  }

  /** The lines of a cluster until it is ready. */
  static List<String> announcement(Process cluster) throws IOException {
    var lines = new ArrayList<String>();
    var reader =
        new BufferedReader(new InputStreamReader(cluster.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.startsWith("ready ")) {
        return lines;
      }
    }
    return lines;
  }

  /** The members that lines announce. */
  static List<ProcessHandle> members(List<String> lines) {
    return lines.stream()
        .map(MEMBER::matcher)
        .filter(Matcher::matches)
        .map(matcher -> ProcessHandle.of(Long.parseLong(matcher.group(2))).orElseThrow())
        .toList();
  }

  /** Ctrl-C. */
  static void interrupt(Process process) throws Exception {
    int status =
        new ProcessBuilder(List.of("kill", "-INT", Long.toString(process.pid()))).start().waitFor();
    assertThat(status).isZero();
  }

  /** Waits for something that comes without this thread's doing. */
  static void await(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + LONGEST;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("no " + what + " in time").isLessThan(until);
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }
}
