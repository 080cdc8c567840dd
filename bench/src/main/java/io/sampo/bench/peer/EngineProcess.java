package io.sampo.bench.peer;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A running engine that answers one request after the other. Used by one thread. A request that
 * takes too long ends the process; every later request then fails.
 */
public final class EngineProcess implements AutoCloseable {
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(20);
  private static final int SHOWN_LINES = 15;

  /** Stands in the queue for the end of the process's output. */
  private static final String END = "";

  private final EngineKind kind;
  private final Process process;
  private final Writer requests;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final ResidentMemory memory;
  private final Path log;
  private final Duration timeout;
  private final String version;

  private EngineProcess(EngineKind kind, Process process, Path log, Duration timeout) {
    this.kind = kind;
    this.process = process;
    this.requests = process.outputWriter();
    this.memory = new ResidentMemory(process.toHandle());
    this.log = log;
    this.timeout = timeout;
    Thread.ofVirtual().start(this::readReplies);
    this.version = greeting();
  }

  /**
   * Starts an engine and waits until it is ready.
   *
   * @param log receives what it writes to standard error
   * @param timeout for its start and for each request
   * @throws BenchException when it does not start
   */
  public static EngineProcess start(
      EngineKind kind, EngineCommand command, Path log, Duration timeout) {
    try {
      Process process =
          command
              .runner(kind, List.of())
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new EngineProcess(kind, process, log, timeout);
    } catch (IOException e) {
      throw new BenchException("cannot start " + kind + ": " + e.getMessage(), e);
    }
  }

  private String greeting() {
    try {
      return Json.parseObject(nextReply()).text("version").orElse("unknown");
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  public EngineKind kind() {
    return kind;
  }

  /** The engine's own version. */
  public String version() {
    return version;
  }

  /** Sends a request and waits for the reply. */
  public Reply ask(Request request) {
    try {
      requests.write(request.toJson());
      requests.write('\n');
      requests.flush();
      Reply reply = Reply.parse(nextReply());
      memory.look();
      return reply;
    } catch (IOException | BenchException e) {
      process.destroyForcibly();
      return new Reply.Failed(String.valueOf(e.getMessage()));
    }
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Peak resident memory of the process and those below it, in bytes. */
  public long peakMemory() {
    return memory.bytes();
  }

  /** Processor time of the process so far, as precise as the system tells it. */
  public Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Bytes the process has written to files and pipes so far. */
  public long writtenBytes() {
    return WrittenBytes.of(process.toHandle());
  }

  @Override
  public void close() {
    memory.look();
    List<ProcessHandle> below = process.descendants().toList();
    try {
      requests.write(new Request.Stop().toJson());
      requests.write('\n');
      requests.close();
    } catch (IOException _) {
      process.destroyForcibly(); // it no longer reads; nothing is lost
    }
    try {
      if (!process.waitFor(PATIENCE_AT_THE_END)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private void readReplies() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().filter(Predicate.not(String::isEmpty)).forEach(replies::add);
    } catch (IOException | UncheckedIOException _) {
      process.destroyForcibly(); // the stream broke: the end below tells whoever waits
    } finally {
      replies.add(END);
    }
  }

  private String nextReply() {
    try {
      String reply = replies.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (reply == null) {
        throw new BenchException(kind + " gave no answer within " + timeout.toSeconds() + " s");
      }
      if (reply.equals(END)) {
        replies.add(END);
        throw new BenchException(kind + " ended by itself:\n" + lastLines(log));
      }
      return reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while waiting for " + kind, e);
    }
  }

  static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return "(its log cannot be read: " + e.getMessage() + ")";
    }
  }
}
