package io.sampo.cluster.harness;

import io.sampo.cluster.config.NodeSettings;
import io.sampo.cluster.config.Profile;
import io.sampo.cluster.config.Role;
import io.sampo.cluster.node.DriverNode;
import io.sampo.cluster.node.DriverSettings;
import io.sampo.cluster.node.WorkerMember;
import io.sampo.cluster.node.WorkerSettings;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.remote.client.DriverCall;
import io.sampo.runtime.remote.client.MasterUrl;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A driver and workers in this process, each with an actor system and sockets of its own. */
public final class InProcess implements AutoCloseable {
  private static final long WORKER_MEMORY = 256L << 20;

  /** Tests of one process on a busy machine are not about silence. */
  private static final String PATIENCE =
      "pekko.cluster.failure-detector.acceptable-heartbeat-pause";

  private static final Duration DRAIN = Duration.ofSeconds(60);

  private final DriverNode driver;
  private final Path spill;
  private final List<WorkerMember> workers = new ArrayList<>();

  private InProcess(DriverNode driver, Path spill) {
    this.driver = driver;
    this.spill = spill;
  }

  /** Starts a driver and workers of one core, and waits until it knows them. */
  public static InProcess start(int workers, Path spill) {
    System.setProperty(PATIENCE, "30s");
    try {
      DriverNode driver =
          DriverNode.start(
              new DriverSettings(
                  node(Role.DRIVER),
                  new HostPort("127.0.0.1", 0),
                  List.of(),
                  Map.of("sampo.memory", "256m", "sampo.spill.dirs", spill.toString())));
      var cluster = new InProcess(driver, spill);
      try {
        for (int i = 0; i < workers; i++) {
          cluster.addWorker();
        }
        return cluster;
      } catch (RuntimeException | Error e) {
        cluster.close();
        throw e;
      }
    } finally {
      System.clearProperty(PATIENCE);
    }
  }

  private static NodeSettings node(Role role) {
    return new NodeSettings(
        role,
        Profile.EMBEDDED,
        new HostPort("127.0.0.1", 0),
        Optional.empty(),
        Optional.of(new HostPort("127.0.0.1", 0)));
  }

  /** Starts a worker more, and waits until the driver knows it. */
  public WorkerMember addWorker() {
    System.setProperty(PATIENCE, "30s");
    WorkerMember worker =
        WorkerMember.start(
            new WorkerSettings(
                node(Role.WORKER), List.of(driver.clients()), 1, WORKER_MEMORY, spill, DRAIN));
    workers.add(worker);
    Processes.await(
        "report of the worker",
        () -> view().workers().stream().anyMatch(known -> known.id().equals(worker.id())));
    return worker;
  }

  /** The driver. */
  public DriverNode driver() {
    return driver;
  }

  /** The worker of that place, from 0. */
  public WorkerMember worker(int place) {
    return workers.get(place);
  }

  /** What the driver says of the cluster. */
  public ClusterView view() {
    Response response =
        new DriverCall(Sockets.PLAIN).ask(MasterUrl.parse(url()), new Request.Status());
    return ((Response.Cluster) response).view();
  }

  /** The master of sessions. */
  public String url() {
    return MasterUrl.of(driver.clients());
  }

  /** A session on the cluster. */
  public Session session(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("sampo.master", url());
    return Session.builder().config(all).create();
  }

  @Override
  public void close() {
    workers.forEach(WorkerMember::close);
    driver.close();
  }
}
