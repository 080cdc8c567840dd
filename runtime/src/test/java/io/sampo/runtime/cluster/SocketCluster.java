package io.sampo.runtime.cluster;

import io.sampo.runtime.cluster.protocol.WorkerEvent;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockServer;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.DataPlaneFigures;
import io.sampo.runtime.exchange.ExchangeSettings;
import io.sampo.runtime.exchange.LinkFaults;
import io.sampo.runtime.exchange.LinkSecurity;
import io.sampo.runtime.exchange.SocketBlockClient;
import io.sampo.runtime.exchange.SpillingBlockStore;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.spill.SpillFolders;
import io.sampo.runtime.worker.TaskFaults;
import io.sampo.runtime.worker.WorkerNode;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A driver and workers of one slot in this process, with real stores that keep all blocks on disk
 * unless they are given memory, and real connections between them. Safe for use by many threads.
 */
public final class SocketCluster implements AutoCloseable {
  private static final long MEMORY = 256L << 20;

  /** Told of every point that a task reaches on a worker. */
  public interface Trouble {
    void at(String worker, TaskFaults.Point point, TaskOrder order);
  }

  private final ActorTestKit kit = ActorTestKit.create();
  private final ActorRef<ClusterActor.Command> driver;
  private final Map<String, Worker> workers = new LinkedHashMap<>();
  private final Path folder;
  private final Trouble trouble;
  private final Plane driverPlane;
  private final CodeShelf shelf;
  private final long inMemory;
  private int started;

  /** One end of the data plane. */
  private record Plane(
      Path folder,
      MemoryBudget memory,
      LinkFaults faults,
      DataPlaneFigures figures,
      BlockStore store,
      BlockServer server,
      BlockClient client,
      DataNode node) {
    static Plane start(String id, Path folder, long inMemory) {
      var memory = new MemoryBudget(MEMORY, MEMORY / 4);
      var settings =
          ExchangeSettings.of(inMemory, folder)
              .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(1));
      var faults = new LinkFaults();
      var figures = new DataPlaneFigures();
      var store = new SpillingBlockStore(id, memory.forQuery("store"), settings);
      var server =
          new BlockServer(
              store,
              new InetSocketAddress("127.0.0.1", 0),
              memory.forQuery("server"),
              settings,
              LinkSecurity.NONE,
              figures);
      var client =
          new SocketBlockClient(id, store, settings, LinkSecurity.NONE.wrapped(faults), figures);
      return new Plane(
          folder,
          memory,
          faults,
          figures,
          store,
          server,
          client,
          new DataNode(id, "127.0.0.1", server.port()));
    }

    void close() {
      client.close();
      server.close();
      store.close();
    }
  }

  private record Worker(WorkerNode node, ActorRef<WorkerCommand> actor, Plane plane) {}

  public SocketCluster(Path folder, Trouble trouble) {
    this(folder, trouble, 0);
  }

  /**
   * Whose stores keep blocks in memory.
   *
   * @param inMemory so many bytes of each worker
   */
  public SocketCluster(Path folder, Trouble trouble, long inMemory) {
    this.inMemory = inMemory;
    this.folder = folder;
    this.trouble = trouble;
    this.driverPlane = Plane.start("driver", folder.resolve("driver"), 0);
    this.shelf =
        new CodeShelf(
            driverPlane.store(),
            driverPlane.node(),
            driverPlane.memory().forQuery("code"),
            QueryJournal.NONE);
    this.driver = kit.spawn(ClusterActor.create(QueryJournal.NONE, shelf));
  }

  public ActorRef<ClusterActor.Command> driver() {
    return driver;
  }

  public BlockClient client() {
    return driverPlane.client();
  }

  /** Where the driver puts large code. */
  public CodeShelf shelf() {
    return shelf;
  }

  /** How many bytes workers fetched from the driver. */
  public long fetchedFromDriver() {
    return driverPlane.figures().bytesSent();
  }

  /** How many blocks the driver holds. */
  public long heldByDriver() {
    return driverPlane.store().usage().blocks();
  }

  /** Starts workers until there are so many. */
  public synchronized void fill(int count) {
    while (workers.size() < count) {
      join();
    }
  }

  /** A worker more; yields its id. */
  public synchronized String join() {
    String id = "worker-" + ++started;
    Plane plane = Plane.start(id, folder.resolve(id), inMemory);
    var info = new WorkerInfo(id, 1, "localhost", plane.node());
    var node =
        new WorkerNode(
            info,
            plane.memory(),
            new SpillFolders(List.of(plane.folder())),
            plane.store(),
            plane.client(),
            (point, order) -> trouble.at(id, point, order));
    ActorRef<WorkerCommand> actor = kit.spawn(node.behavior());
    workers.put(id, new Worker(node, actor, plane));
    driver.tell(new ClusterActor.Workers(new WorkerEvent.WorkerJoined(actor, info)));
    return id;
  }

  private synchronized Worker worker(String id) {
    return Objects.requireNonNull(workers.get(id), id);
  }

  /** The driver takes the worker for lost, which knows nothing of it. */
  public void giveUp(String id) {
    driver.tell(new ClusterActor.Workers(new WorkerEvent.WorkerLost(id)));
  }

  /**
   * Takes a worker away with all that it holds.
   *
   * @param letGo run before its threads are waited for
   */
  public void kill(String id, Runnable letGo) {
    Worker gone = worker(id);
    gone.plane().server().close();
    kit.stop(gone.actor());
    giveUp(id);
    letGo.run();
    remove(id);
  }

  /** Ends a worker that the driver has given up. */
  public void remove(String id) {
    Worker gone = worker(id);
    synchronized (this) {
      workers.remove(id);
    }
    gone.node().close();
    gone.plane().close();
  }

  /** Ends all connections that tasks of this worker have. */
  public void cut(String id) {
    worker(id).plane().faults().cut();
  }

  /** Flips a bit in the next block that the worker receives. */
  public void damageNext(String id) {
    worker(id).plane().faults().damage(1);
  }

  /** Flips a bit in the block that the worker's store has written last. */
  public void damageLast(String id) {
    Path blocks = worker(id).plane().folder();
    try (Stream<Path> files = Files.walk(blocks)) {
      Path last =
          files
              .filter(path -> path.getFileName().toString().startsWith("blocks-"))
              .max(
                  Comparator.comparingInt(path ->
                      Integer.parseInt(
                          path.getFileName().toString().substring("blocks-".length()))))
              .orElseThrow();
      try (var file = new RandomAccessFile(last.toFile(), "rw")) {
        file.seek(file.length() - 1);
        int value = file.read();
        file.seek(file.length() - 1);
        file.write(value ^ 4);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The ids of the workers. */
  public synchronized List<String> workers() {
    return List.copyOf(workers.keySet());
  }

  /** What the workers hold of queries, all together. */
  public synchronized BlockStore.Usage held() {
    long blocks = 0;
    long memoryBytes = 0;
    long diskBytes = 0;
    long kept = 0;
    for (Worker worker : workers.values()) {
      BlockStore.Usage usage = worker.plane().store().usage();
      blocks += usage.blocks();
      memoryBytes += usage.memoryBytes();
      diskBytes += usage.diskBytes();
      kept += usage.keptBlocks();
    }
    return new BlockStore.Usage(blocks, memoryBytes, diskBytes, kept);
  }

  /** What one worker holds of queries. */
  public BlockStore.Usage held(String id) {
    return worker(id).plane().store().usage();
  }

  /** How the driver sees everything. */
  public ClusterStatus status() {
    var reply = new CompletableFuture<ClusterStatus>();
    driver.tell(new ClusterActor.Inspect(reply));
    return reply.join();
  }

  /** How many tasks of a query are done. */
  public int tasksDone(String query) {
    return status().queries().stream()
        .filter(running -> running.id().equals(query))
        .mapToInt(ClusterStatus.QueryStatus::tasksDone)
        .findFirst()
        .orElse(-1);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
    List<Worker> all;
    synchronized (this) {
      all = List.copyOf(workers.values());
    }
    all.forEach(worker -> worker.node().close());
    all.forEach(worker -> worker.plane().close());
    driverPlane.close();
  }
}
