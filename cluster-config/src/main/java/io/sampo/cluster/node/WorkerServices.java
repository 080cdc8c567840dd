package io.sampo.cluster.node;

import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.membership.protocol.WorkerFigures;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.spill.SpillFolders;
import io.sampo.runtime.worker.TaskFaults;
import io.sampo.runtime.worker.WorkerNode;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;

/**
 * What a worker works with: memory, blocks, compute threads, and the actor that is told what to do.
 */
final class WorkerServices implements AutoCloseable {
  private static final long BETWEEN_LOOKS = Duration.ofMillis(100).toNanos();

  private final MemoryBudget memory;
  private final DataPlane data;
  private final WorkerNode node;
  private final ActorRef<WorkerCommand> actor;

  WorkerServices(String id, WorkerSettings settings, Membership membership, NodeFaults faults) {
    this.memory = new MemoryBudget(settings.memory(), settings.memory() / 4);
    Path spill = settings.spill();
    this.data = new DataPlane(id, settings.node(), memory, spill, faults);
    var info = new WorkerInfo(id, settings.cores(), settings.node().address().host(), data.node());
    var folders = new SpillFolders(List.of(spill), faults.files());
    this.node = new WorkerNode(info, memory, folders, data.store(), data.client(), TaskFaults.NONE);
    this.actor = membership.system().systemActorOf(node.behavior(), "worker", Props.empty());
  }

  WorkerInfo info() {
    return node.info();
  }

  ActorRef<WorkerCommand> actor() {
    return actor;
  }

  WorkerFigures figures() {
    BlockStore.Usage blocks = data.store().usage();
    return new WorkerFigures(
        memory.used(),
        Math.toIntExact(Math.min(Integer.MAX_VALUE, blocks.blocks())),
        blocks.memoryBytes() + blocks.diskBytes());
  }

  MemoryBudget memory() {
    return memory;
  }

  DataPlane data() {
    return data;
  }

  /**
   * Waits until its tasks have ended and no query on its way needs its blocks any more, or so long.
   * Rows that are kept for later queries are computed again elsewhere.
   */
  void drain(Duration longest) {
    long until = System.nanoTime() + longest.toNanos();
    while ((node.tasks() > 0 || isNeeded()) && System.nanoTime() < until) {
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private boolean isNeeded() {
    BlockStore.Usage held = data.store().usage();
    return held.blocks() > held.keptBlocks();
  }

  @Override
  public void close() {
    node.close();
    data.close();
  }
}
