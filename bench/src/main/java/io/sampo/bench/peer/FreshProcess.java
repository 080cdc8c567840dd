package io.sampo.bench.peer;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One engine process per question, measured as a whole: from its start to its end. */
public final class FreshProcess {
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private FreshProcess() {}

  /**
   * What one process did.
   *
   * @param milliseconds wall time from start to exit
   * @param reply to the last request
   */
  public record Outcome(double milliseconds, long peakMemory, String version, Reply reply) {}

  /**
   * Starts an engine, lets it do the requests and waits for its end.
   *
   * @param folder receives the requests and the log
   */
  public static Outcome run(
      EngineKind kind,
      EngineCommand command,
      List<Request> requests,
      Path folder,
      Duration timeout) {
    try {
      Path script = folder.resolve(kind + ".requests");
      Files.write(script, requests.stream().map(Request::toJson).toList());
      Path replies = folder.resolve(kind + ".replies");
      Path log = folder.resolve(kind + ".log");
      ProcessBuilder builder =
          command
              .processBuilder(kind, List.of("--once", script.toString()))
              .redirectOutput(replies.toFile())
              .redirectError(log.toFile());
      long start = System.nanoTime();
      Process process = builder.start();
      var memory = new ResidentMemory(process.toHandle());
      boolean ended = await(process, memory, timeout);
      double milliseconds = (System.nanoTime() - start) / 1e6;
      if (!ended) {
        return new Outcome(milliseconds, memory.bytes(), "unknown", tooSlow(kind, timeout));
      }
      return outcome(milliseconds, memory, Files.readAllLines(replies), requests.size(), log);
    } catch (IOException | UncheckedIOException e) {
      throw new BenchException("cannot run " + kind + ": " + e.getMessage(), e);
    }
  }

  private static Reply tooSlow(EngineKind kind, Duration timeout) {
    return new Reply.Failed(kind + " gave no answer within " + timeout.toSeconds() + " s");
  }

  private static boolean await(Process process, ResidentMemory memory, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        memory.look();
        if (System.nanoTime() > deadline) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while an engine ran", e);
    }
  }

  /** The first line says hello, then comes one per request; a peak that a process reports itself counts too. */
  private static Outcome outcome(
      double milliseconds, ResidentMemory memory, List<String> lines, int requests, Path log) {
    if (lines.size() != requests + 1) {
      var failure = new Reply.Failed("ended by itself:\n" + EngineProcess.lastLines(log));
      return new Outcome(milliseconds, memory.bytes(), "unknown", failure);
    }
    JsonObject last = Json.parseObject(lines.getLast());
    last.number("peak").ifPresent(bytes -> memory.note(bytes.longValue()));
    String version =
        Json.parseObject(lines.getFirst()).text("version").orElse("unknown");
    return new Outcome(milliseconds, memory.bytes(), version, Reply.parse(lines.getLast()));
  }
}
