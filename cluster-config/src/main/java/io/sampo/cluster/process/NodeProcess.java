package io.sampo.cluster.process;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A member in a process that this one started, and that ends with this one. */
public final class NodeProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(180);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

  /** The line that says where probes are answered begins so. */
  static final String PROBES = "probes ";

  private static final String ANNOUNCEMENT = "(driver|worker) pid \\d+ \\S+";

  private final Process process;
  private final Path log;
  private final CompletableFuture<HostPort> address;
  private volatile Optional<HostPort> probes = Optional.empty();

  private NodeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.address = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("sampo-announcement").start(this::readAnnouncement);
  }

  /**
   * Starts a member; it is not in the cluster yet.
   *
   * @param log where everything goes that it writes
   * @throws SampoException when the process cannot be started
   */
  public static NodeProcess start(JavaCommand command, NodeArguments arguments, Path log) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command.words(arguments.withoutPassword()))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putIfAbsent("SAMPO_LOG", "info");
      // Command lines can be read by everybody on the machine.
      arguments
          .password()
          .ifPresent(
              password -> builder.environment().put(NodeArguments.PASSWORD_VARIABLE, password));
      return new NodeProcess(builder.start(), log);
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  private void readAnnouncement() {
    try {
      // Read to the end: a process that writes more must not be held up.
      var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(PROBES)) {
          probes = HostPort.parse(line.substring(PROBES.length()));
        }
        if (line.matches(ANNOUNCEMENT)) {
          HostPort.parse(line.substring(line.lastIndexOf(' ') + 1)).ifPresent(address::complete);
        }
      }
      address.completeExceptionally(failed("it ended; its log is " + log, null));
    } catch (IOException e) {
      address.completeExceptionally(failed(String.valueOf(e.getMessage()), e));
    }
  }

  private static SampoException failed(String details, @Nullable Throwable cause) {
    return new SampoException(
        ErrorCode.CONNECTION_FAILED,
        Map.of("address", "a new process", "details", details),
        null,
        cause);
  }

  /**
   * Waits until it is a member: where a driver's clients, or other members, reach it.
   *
   * @throws SampoException when it ended before, or takes too long
   */
  public HostPort await() {
    try {
      return address.orTimeout(LONGEST_START.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SampoException known
          ? known
          : failed("it did not join in time; its log is " + log, e);
    }
  }

  /** Where it answers about its health and figures; known once it is a member. */
  public Optional<HostPort> probes() {
    return probes;
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs, also when it is stopped by a signal. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Complete with its status when it has ended. */
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Where its log is. */
  public Path log() {
    return log;
  }

  /** Ends it as a crash would, and waits for that. */
  public void kill() {
    process.destroyForcibly();
    try {
      // Not by a stage that some pool's thread completes: all of them may be waiting for this.
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks it to leave; see {@link #close}. */
  void leave() {
    process.destroy();
  }

  /** Makes it leave in order, or ends it when that takes too long. */
  @Override
  public void close() {
    leave();
    ended().orTimeout(LONGEST_GOODBYE.toSeconds(), TimeUnit.SECONDS).exceptionally(_ -> -1).join();
    kill();
  }
}
