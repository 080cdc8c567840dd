package io.sampo.runtime.worker;

import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.error.SampoException;
import io.sampo.plan.interpret.Evaluator;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.runtime.driver.ActorQueryRunner;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.join.PartitionGate;
import io.sampo.runtime.join.Spilling;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.operator.ExecutionSettings;
import io.sampo.runtime.operator.Pipelines;
import io.sampo.runtime.operator.QueryContext;
import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.operator.RowCounts;
import io.sampo.runtime.operator.TaskScope;
import io.sampo.runtime.spill.SpillFolders;
import io.sampo.runtime.spill.SpillSpace;
import io.sampo.runtime.stage.RetryPolicy;
import io.sampo.runtime.worker.protocol.TaskInput;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.pekko.actor.typed.Behavior;

/**
 * What a process needs to be a worker: compute threads, memory, compiled flows, blocks. Safe for
 * use by many threads.
 */
public final class WorkerNode implements AutoCloseable {
  private final WorkerInfo info;
  private final MemoryBudget memory;
  private final SpillFolders folders;
  private final BlockStore store;
  private final BlockClient client;
  private final Pipelines pipelines = new Pipelines();
  private final PartitionGate partitionGate;
  private final ActorQueryRunner runner;

  /**
   * @param memory for all tasks together; closed by whoever made it
   * @param spillFolder where tasks put rows that do not fit into memory
   * @param store keeps what tasks write; closed by whoever made it
   * @param client reads what others wrote; closed by whoever made it
   */
  public WorkerNode(
      WorkerInfo info,
      MemoryBudget memory,
      Path spillFolder,
      BlockStore store,
      BlockClient client) {
    this.info = info;
    this.memory = memory;
    this.folders = new SpillFolders(List.of(spillFolder));
    this.partitionGate = PartitionGate.within(memory.limit());
    this.store = store;
    this.client = client;
    this.runner =
        new ActorQueryRunner(
            info.slots(), "worker-" + info.id().replaceAll("[^A-Za-z0-9-]", "-"), RetryPolicy.NONE);
    runner.prepare();
  }

  public WorkerInfo info() {
    return info;
  }

  /** The worker as an actor, to be started once. */
  public Behavior<WorkerCommand> behavior() {
    return WorkerActor.create(this);
  }

  BlockStore store() {
    return store;
  }

  /** Starts a task. */
  TaskRun start(TaskOrder order) {
    QueryMemory taskMemory = memory.openQuery(order.attempt().toString());
    SpillSpace space = folders.open();
    var writer = store.write(order.attempt(), order.fragment().partitioning().partitions());
    try {
      var scope =
          new TaskScope(
              order.attempt().producer(),
              order.fragment().tasks(),
              false,
              exchange -> read(order, exchange, taskMemory.allocator()),
              () -> writer);
      var settings =
          new ExecutionSettings(order.settings().batchSize(), 1, order.settings().codegen());
      var graph = order.fragment().stages();
      var context =
          new QueryContext(
              taskMemory,
              space,
              pipelines,
              interpreter(ZoneId.of(order.settings().zone())),
              graph.ranges(),
              settings,
              new Spilling(space, taskMemory, false, info.slots(), partitionGate),
              new AtomicBoolean(),
              scope,
              RowCounts.NONE);
      var run = new QueryRun(graph, context);
      var work = new TaskQuery(run, taskMemory, space);
      return new TaskRun(order.attempt(), run, runner.start(work), writer);
    } catch (RuntimeException e) {
      writer.close();
      space.close();
      taskMemory.close();
      throw e;
    }
  }

  private BlockReader read(TaskOrder order, int exchange, BufferAllocator allocator) {
    for (TaskInput input : order.inputs()) {
      if (input.fragment() == exchange) {
        return client.read(input.partitions(), allocator);
      }
    }
    throw SampoException.internal(order.attempt() + " does not read fragment " + exchange, null);
  }

  private static RowFunctions interpreter(ZoneId zone) {
    return (expression, columns) -> {
      Evaluator evaluator = Interpreter.compile(expression, columns::indexOf, zone);
      return evaluator::evaluate;
    };
  }

  /** Ends all tasks and the compute threads. */
  @Override
  public void close() {
    runner.close();
    folders.close();
  }
}
