package io.sampo.bench.peer;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One process per question, measured as a whole: from its start to its end. Used by one thread.
 *
 * @param folder receives requests, replies and logs
 * @param timeout for one process
 */
public record FreshProcess(EngineCommand command, Path folder, Duration timeout) {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** The greeting, and one reply per request. */
  private static final int REPLIES = 3;

  /**
   * What one process did.
   *
   * @param reply its milliseconds are wall time from start to exit
   * @param peakMemory of the process and those below it, in bytes
   * @param written bytes it wrote to files, as far as seen
   * @param version of the engine, where it told it
   */
  public record Outcome(Reply reply, long peakMemory, long written, Optional<String> version) {}

  private record Exit(int status, double milliseconds, ResidentMemory memory, long written) {}

  /** Lets an engine's runner set up the tables, run the question and end. */
  public Outcome run(EngineKind kind, Request.Setup setup, Request.Run run) {
    Path script = folder.resolve(kind + ".requests");
    Path replies = folder.resolve(kind + ".replies");
    try {
      Files.write(script, List.of(setup.toJson(), run.toJson()));
      ProcessBuilder builder = command.runner(kind, List.of("--once", script.toString()));
      Exit exit = await(kind, builder.redirectOutput(replies.toFile()));
      List<String> lines = Files.readAllLines(replies);
      if (exit.status() != 0 || lines.size() != REPLIES) {
        return failed(kind, exit);
      }
      JsonObject last = Json.parseObject(lines.getLast());
      last.number("peak").ifPresent(bytes -> exit.memory().note(bytes.longValue()));
      Reply reply =
          switch (Reply.parse(lines.getLast())) {
            case Reply.Failed failed -> failed;
            case Reply.Done done ->
                new Reply.Done(exit.milliseconds(), done.rows(), done.columns());
          };
      Optional<String> version = Json.parseObject(lines.getFirst()).text("version");
      return new Outcome(reply, exit.memory().bytes(), exit.written(), version);
    } catch (IOException e) {
      throw new BenchException("cannot run " + kind + ": " + e.getMessage(), e);
    }
  }

  /** Lets {@code sampo sql} answer the question; its answer is dropped. */
  public Outcome launch(SampoLauncher launcher, Request.Setup setup, Request.Run run) {
    List<String> line = launcher.command(setup.tables(), run, command.limits());
    ProcessBuilder builder = command.bound(line).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Exit exit = await(EngineKind.SAMPO, builder);
      return exit.status() == 0
          ? new Outcome(
              new Reply.Done(exit.milliseconds(), 0, List.of()),
              exit.memory().bytes(),
              exit.written(),
              Optional.empty())
          : failed(EngineKind.SAMPO, exit);
    } catch (IOException e) {
      throw new BenchException("cannot run " + line.getFirst() + ": " + e.getMessage(), e);
    }
  }

  private Exit await(EngineKind kind, ProcessBuilder builder) throws IOException {
    builder.redirectError(log(kind).toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    var memory = new ResidentMemory(process.toHandle());
    boolean slow = false;
    long written = 0;
    try {
      while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        memory.look();
        written = Math.max(written, WrittenBytes.of(process.toHandle()));
        if (!slow && System.nanoTime() - start > timeout.toNanos()) {
          slow = true;
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while " + kind + " ran", e);
    }
    return new Exit(process.exitValue(), (System.nanoTime() - start) / 1e6, memory, written);
  }

  private Outcome failed(EngineKind kind, Exit exit) {
    String why =
        exit.milliseconds() > timeout.toMillis()
            ? kind + " did not end within " + timeout.toSeconds() + " s"
            : kind + " ended with status " + exit.status();
    return new Outcome(
        new Reply.Failed(why + ":\n" + EngineProcess.lastLines(log(kind))),
        exit.memory().bytes(),
        exit.written(),
        Optional.empty());
  }

  private Path log(EngineKind kind) {
    return folder.resolve(kind + ".fresh.log");
  }
}
