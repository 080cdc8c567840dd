package io.sampo.runtime.cluster;

import io.sampo.runtime.cluster.protocol.WorkerEvent;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.worker.WorkerNode;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/** A driver and workers in this process, on one actor system. */
public final class TestCluster implements AutoCloseable {
  private static final long MEMORY = 1L << 30;

  private final ActorTestKit kit = ActorTestKit.create();
  private final LocalBlocks blocks = new LocalBlocks();
  private final Map<String, Worker> workers = new LinkedHashMap<>();
  private ActorRef<ClusterActor.Command> driver;
  private int started;

  public TestCluster() {
    this(QueryJournal.NONE);
  }

  public TestCluster(QueryJournal journal) {
    this.driver = kit.spawn(ClusterActor.create(journal, CodeShelf.NONE));
  }

  private record Worker(WorkerNode node, ActorRef<WorkerCommand> actor, BlockStore store) {}

  public synchronized ActorRef<ClusterActor.Command> driver() {
    return driver;
  }

  /** Ends the driver at once; what it knew is gone but for the journal. */
  public synchronized void loseDriver() {
    kit.stop(driver);
  }

  /** Starts another driver, which hears of all workers. */
  public synchronized void startDriver(QueryJournal journal) {
    driver = kit.spawn(ClusterActor.create(journal, CodeShelf.NONE));
    workers
        .values()
        .forEach(worker ->
            driver.tell(
                new ClusterActor.Workers(
                    new WorkerEvent.WorkerJoined(worker.actor(), worker.node().info()))));
  }

  /** How a query is, or how it was when it ended. */
  public Optional<ClusterStatus.QueryStatus> status(String query) {
    var reply = new CompletableFuture<Optional<ClusterStatus.QueryStatus>>();
    driver().tell(new ClusterActor.InspectQuery(query, reply));
    return reply.join();
  }

  public BlockClient client() {
    return blocks.client();
  }

  /** A worker more; yields its id. */
  public synchronized String join(int slots) {
    String id = "worker-" + ++started;
    var memory = new MemoryBudget(MEMORY, MEMORY / 4);
    BlockStore store = blocks.newStore(id, memory);
    var info = new WorkerInfo(id, slots, "localhost", new DataNode(id, "localhost", 0));
    var node =
        new WorkerNode(
            info, memory, Path.of(System.getProperty("java.io.tmpdir")), store, blocks.client());
    ActorRef<WorkerCommand> actor = kit.spawn(node.behavior());
    workers.put(id, new Worker(node, actor, store));
    driver.tell(new ClusterActor.Workers(new WorkerEvent.WorkerJoined(actor, info)));
    return id;
  }

  /** Takes a worker away at once, with all it holds. */
  public synchronized void lose(String id) {
    Worker gone = workers.remove(id);
    if (gone != null) {
      blocks.lose(id);
      kit.stop(gone.actor());
      driver.tell(new ClusterActor.Workers(new WorkerEvent.WorkerLost(id)));
      gone.node().close();
    }
  }

  /** Takes what actors of this cluster say. */
  public <M> TestProbe<M> probe(Class<M> messages) {
    return kit.createTestProbe(messages);
  }

  /** A worker as the driver reaches it. */
  public synchronized ActorRef<WorkerCommand> actor(String id) {
    return Objects.requireNonNull(workers.get(id), id).actor();
  }

  public synchronized List<String> workers() {
    return List.copyOf(workers.keySet());
  }

  /** Bytes and blocks that the workers hold for queries. */
  public synchronized long blocksHeld() {
    return workers.values().stream().mapToLong(worker -> worker.store().usage().blocks()).sum();
  }

  public ClusterStatus status() {
    var reply = new CompletableFuture<ClusterStatus>();
    driver().tell(new ClusterActor.Inspect(reply));
    return reply.join();
  }

  @Override
  public synchronized void close() {
    kit.shutdownTestKit();
    workers.values().forEach(worker -> worker.node().close());
  }
}
