package io.sampo.cluster.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.process.JavaCommand;
import io.sampo.cluster.process.LocalCluster;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.network.TlsSettings;
import io.sampo.runtime.remote.client.DriverCall;
import io.sampo.runtime.remote.client.MasterUrl;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A cluster of processes and what tests do to it. */
public final class Processes implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(180);
  private static final long BETWEEN_LOOKS = Duration.ofMillis(20).toNanos();
  private static final String PAUSE = "8s";
  private static final long WORKER_MEMORY = 256L << 20;

  private final LocalCluster cluster;
  private final Map<String, String> settings;

  private Processes(LocalCluster cluster, Map<String, String> settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  /**
   * Starts a driver and workers of one core.
   *
   * @param logs where their logs go
   */
  public static Processes start(int workers, Path logs, Map<String, String> settings) {
    return start(workers, 1, WORKER_MEMORY, logs, settings, JavaCommand.likeThisProcess(), PAUSE);
  }

  /** The same with workers of several cores. */
  public static Processes start(int workers, int cores, Path logs, Map<String, String> settings) {
    return start(
        workers, cores, WORKER_MEMORY, logs, settings, JavaCommand.likeThisProcess(), PAUSE);
  }

  /** Workers of one core, with a JVM and a class path of members. */
  public static Processes start(
      int workers, Path logs, Map<String, String> settings, JavaCommand java) {
    return start(workers, WORKER_MEMORY, logs, settings, java);
  }

  /** The same with another amount of memory for blocks and tasks. */
  public static Processes start(
      int workers, long memory, Path logs, Map<String, String> settings, JavaCommand java) {
    return start(workers, 1, memory, logs, settings, java, PAUSE);
  }

  /**
   * Workers of one core, in a cluster that takes a member for lost after so long a silence.
   *
   * @param pause as Pekko's settings have it
   */
  public static Processes startPatient(
      int workers, Path logs, Map<String, String> settings, String pause) {
    return start(workers, 1, WORKER_MEMORY, logs, settings, JavaCommand.likeThisProcess(), pause);
  }

  private static Processes start(
      int workers,
      int cores,
      long memory,
      Path logs,
      Map<String, String> settings,
      JavaCommand java,
      String pause) {
    JavaCommand command =
        java.with(
            "-Dpekko.cluster.failure-detector.acceptable-heartbeat-pause=" + pause,
            "-Xms32m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");
    LocalCluster cluster =
        LocalCluster.start(new LocalCluster.Plan(command, 0, cores, memory, settings, logs));
    try {
      cluster.addWorkers(workers);
      var started = new Processes(cluster, settings);
      started.awaitWorkers(workers);
      return started;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** The processes. */
  public LocalCluster cluster() {
    return cluster;
  }

  /** A session on the cluster, with the certificates of its members. */
  public Session session() {
    var all = new HashMap<>(settings);
    all.put("sampo.master", cluster.url());
    return Session.builder().config(all).create();
  }

  /** What the driver says of the cluster. */
  public ClusterView view() {
    var call =
        new DriverCall(Sockets.of(TlsSettings.of(key -> Optional.ofNullable(settings.get(key)))));
    Response response = ask(call);
    assertThat(response).isInstanceOf(Response.Cluster.class);
    return ((Response.Cluster) response).view();
  }

  /** On a busy machine a driver may take too long to answer, and is asked again. */
  private Response ask(DriverCall call) {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      try {
        return call.ask(MasterUrl.parse(cluster.url()), new Request.Status());
      } catch (SampoException e) {
        if (e.code() != ErrorCode.CONNECTION_FAILED || System.nanoTime() > until) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
    }
  }

  /** Waits until the driver knows so many workers. */
  public void awaitWorkers(int count) {
    await(count + " workers", () -> view().workers().size() == count);
  }

  /**
   * Waits until a task on each worker has arrived at a gate, which a query does not pass before.
   */
  public void awaitAtGate(Gate gate, Future<?> query) {
    await(
        "tasks at the gate",
        () ->
            query.isDone()
                || cluster.workers().stream()
                    .map(cluster::worker)
                    .noneMatch(worker -> gate.arrived(worker.pid()).isEmpty()));
    assertThat(query.isDone()).as("the query has ended before").isFalse();
  }

  /** Waits for something that comes without this thread's doing. */
  public static void await(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("no " + what + " in time").isLessThan(until);
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  /** Stops a process of this cluster from running, as a machine does that hangs. */
  public static void freeze(NodeProcess process) {
    signal("STOP", process);
  }

  /** Lets it go on. */
  public static void thaw(NodeProcess process) {
    signal("CONT", process);
  }

  private static void signal(String name, NodeProcess process) {
    try {
      int status =
          new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid())))
              .start()
              .waitFor();
      assertThat(status).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends all processes, frozen ones too. */
  @Override
  public void close() {
    cluster.workers().forEach(number -> cluster.worker(number).kill());
    cluster.close();
  }
}
