package io.sampo.cluster.process;

import io.sampo.cluster.config.Role;
import io.sampo.config.ConfigOptions;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.remote.client.MasterUrl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A driver and workers in processes of this machine, on loopback. Safe for use by many threads. All
 * processes end with this one.
 */
public final class LocalCluster implements AutoCloseable {
  /**
   * A driver plans and gives orders, once for each query: machine code of the first level is good
   * enough for that, and what better code costs to make is time that queries wait for.
   */
  private static final String DRIVER_OPTION = "-XX:TieredStopAtLevel=1";

  /** What to start. */
  public record Plan(
      JavaCommand command,
      int clientPort,
      int cores,
      long workerMemory,
      Map<String, String> settings,
      Path logs) {
    public Plan {
      settings = Map.copyOf(settings);
    }
  }

  private final Plan plan;
  private final Map<Integer, NodeProcess> workers = new TreeMap<>();
  private final List<NodeProcess> standbys = new ArrayList<>();
  private final List<HostPort> standbyClients = new ArrayList<>();
  private NodeProcess driver;
  private final HostPort clients;

  private LocalCluster(Plan plan) {
    this.plan = plan;
    this.driver = launchDriver(plan.clientPort(), "driver", List.of());
    this.clients = driver.await();
  }

  /**
   * Starts a driver and waits for it; workers are added by {@link #addWorkers}.
   *
   * @throws io.sampo.error.SampoException when that does not work
   */
  public static LocalCluster start(Plan plan) {
    return new LocalCluster(plan);
  }

  private NodeProcess launchDriver(int clientPort, String name, List<HostPort> others) {
    var values = new LinkedHashMap<>(plan.settings());
    if (!others.isEmpty()) {
      values.put(NodeArguments.DRIVERS, words(others));
    }
    values.put(NodeArguments.CLIENT_PORT, Integer.toString(clientPort));
    values.putIfAbsent(
        ConfigOptions.JOURNAL_FOLDER.key(), plan.logs().resolve("journal").toString());
    return NodeProcess.start(
        plan.command().with(DRIVER_OPTION),
        new NodeArguments(Role.DRIVER, values),
        plan.logs().resolve(name + ".log"));
  }

  private static String words(List<HostPort> addresses) {
    return String.join(",", addresses.stream().map(HostPort::toString).toList());
  }

  /** Starts a driver that takes over when the first one is lost, and waits until it is a member. */
  public NodeProcess addStandby() {
    NodeProcess standby;
    synchronized (this) {
      standby = launchDriver(0, "standby-" + (standbys.size() + 1), drivers());
      standbys.add(standby);
    }
    HostPort address = standby.await();
    synchronized (this) {
      standbyClients.add(address);
    }
    return standby;
  }

  /**
   * Starts workers at the same time and waits until all are members. They are numbered from 1.
   *
   * @return their numbers
   */
  public List<Integer> addWorkers(int count) {
    var numbers = new ArrayList<Integer>();
    synchronized (this) {
      for (int i = 0; i < count; i++) {
        int number = workers.size() + 1;
        workers.put(number, launchWorker(number));
        numbers.add(number);
      }
    }
    numbers.forEach(number -> worker(number).await());
    return numbers;
  }

  private NodeProcess launchWorker(int number) {
    var values = new LinkedHashMap<>(plan.settings());
    values.put(NodeArguments.DRIVERS, words(drivers()));
    values.put(ConfigOptions.CORES.key(), Integer.toString(plan.cores()));
    values.put(ConfigOptions.MEMORY.key(), Long.toString(plan.workerMemory()));
    return NodeProcess.start(
        plan.command(),
        new NodeArguments(Role.WORKER, values),
        plan.logs().resolve("worker-" + number + ".log"));
  }

  /** The worker of that number. */
  public synchronized NodeProcess worker(int number) {
    NodeProcess worker = workers.get(number);
    if (worker == null) {
      throw new IllegalArgumentException("there is no worker " + number);
    }
    return worker;
  }

  /** The numbers of all workers, dead ones too. */
  public synchronized List<Integer> workers() {
    return List.copyOf(workers.keySet());
  }

  /** Starts a worker in the place of one that has ended, and waits until it is a member. */
  public NodeProcess replaceWorker(int number) {
    NodeProcess next;
    synchronized (this) {
      worker(number).kill();
      next = launchWorker(number);
      workers.put(number, next);
    }
    next.await();
    return next;
  }

  /** The driver. */
  public synchronized NodeProcess driver() {
    return driver;
  }

  /** Starts a driver on the port of one that has ended, and waits until it is a member. */
  public NodeProcess replaceDriver() {
    NodeProcess next;
    synchronized (this) {
      driver.kill();
      next = launchDriver(clients.port(), "driver", List.copyOf(standbyClients));
      driver = next;
    }
    next.await();
    return next;
  }

  /** Where clients reach drivers: the first one, then those that stand by. */
  private synchronized List<HostPort> drivers() {
    var all = new ArrayList<HostPort>();
    all.add(clients);
    all.addAll(standbyClients);
    return all;
  }

  /** Where clients reach the driver. */
  public HostPort clients() {
    return clients;
  }

  /** The master of sessions, which names the drivers that stand by, too. */
  public String url() {
    return new MasterUrl(drivers()).toString();
  }

  /** Ends all processes, workers first. */
  @Override
  public void close() {
    List<NodeProcess> all;
    synchronized (this) {
      all = new ArrayList<>(workers.values());
      all.addAll(standbys);
      all.add(driver);
    }
    all.forEach(NodeProcess::leave);
    all.forEach(NodeProcess::close);
  }
}
