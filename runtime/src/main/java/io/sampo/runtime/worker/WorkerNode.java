package io.sampo.runtime.worker;

import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.error.SampoException;
import io.sampo.physical.Partitioning;
import io.sampo.physical.Stage;
import io.sampo.plan.interpret.Evaluator;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.plan.table.SourceTable;
import io.sampo.runtime.cache.FetchedRows;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.driver.DirectQueryRunner;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockPlace;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.join.PartitionGate;
import io.sampo.runtime.join.Spilling;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.operator.ExecutionSettings;
import io.sampo.runtime.operator.Pipelines;
import io.sampo.runtime.operator.QueryContext;
import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.operator.RowCounts;
import io.sampo.runtime.operator.SharedBuild;
import io.sampo.runtime.operator.TaskScope;
import io.sampo.runtime.spill.SpillFolders;
import io.sampo.runtime.spill.SpillSpace;
import io.sampo.runtime.worker.protocol.TaskInput;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

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
  private final DirectQueryRunner runner;
  private final SharedTables tables = new SharedTables(this::build);
  private final TaskFaults faults;
  private final AtomicInteger tasks = new AtomicInteger();
  private final FetchedCode code;

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
    this(info, memory, new SpillFolders(List.of(spillFolder)), store, client, TaskFaults.NONE);
  }

  /**
   * A worker with troubles.
   *
   * @param folders where tasks put rows that do not fit into memory; closed with the worker
   * @param faults met by its tasks
   */
  public WorkerNode(
      WorkerInfo info,
      MemoryBudget memory,
      SpillFolders folders,
      BlockStore store,
      BlockClient client,
      TaskFaults faults) {
    this.faults = faults;
    this.info = info;
    this.memory = memory;
    this.folders = folders;
    this.partitionGate = PartitionGate.within(memory.limit());
    this.store = store;
    this.client = client;
    this.code = new FetchedCode(client, memory);
    this.runner =
        new DirectQueryRunner(info.slots(), "worker-" + info.id().replaceAll("[^A-Za-z0-9-]", "-"));
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

  /** Completes when the program's code is here that a task needs; only then it may be started. */
  CompletableFuture<@Nullable Void> code(TaskOrder order) {
    return code.ready(order.attempt().query(), order.settings().code());
  }

  /** How many tasks run, those included that still wait for what they need. */
  public int tasks() {
    return tasks.get();
  }

  void tasks(int now) {
    tasks.set(now);
  }

  /** Starts a task, or rather will when its report is asked for. */
  TaskRun start(TaskOrder told) {
    TaskOrder order = told.withTables(table -> fetched(told, table));
    SharedTables.Lease lease = tables.lease(order);
    try {
      var writer = writer(order);
      var kept = new KeptFigures();
      return new TaskRun(
          order.attempt(), lease, writer, kept, shared -> run(order, writer, kept, shared));
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** Rows of former queries are read where they are. */
  private SourceTable fetched(TaskOrder order, SourceTable table) {
    if (!(table instanceof SpreadRows rows)) {
      return table;
    }
    var places = new HashMap<Integer, PartitionLocation>();
    order.kept().stream()
        .filter(input -> input.rows().equals(rows.id()))
        .forEach(input -> places.putAll(input.parts()));
    return new FetchedRows(rows, places, client);
  }

  private BlockWriter writer(TaskOrder order) {
    Partitioning partitioning = order.fragment().partitioning();
    if (!(partitioning instanceof Partitioning.Kept kept)) {
      return store.write(order.attempt(), partitioning.partitions());
    }
    BlockPlace onDisk = kept.inMemory() ? BlockPlace.KEPT_ANYWHERE : BlockPlace.KEPT_ON_DISK;
    return store.keep(order.attempt(), kept.onDisk() ? onDisk : BlockPlace.KEPT_IN_MEMORY);
  }

  private TaskRun.Started run(
      TaskOrder order, BlockWriter writer, KeptFigures kept, Map<Integer, SharedBuild> shared) {
    QueryMemory taskMemory = memory.openQuery(order.attempt().toString());
    SpillSpace space = folders.open();
    try {
      QueryContext context =
          context(
              order,
              taskMemory,
              space,
              () -> faults == TaskFaults.NONE ? writer : new FaultyWriter(writer, faults, order),
              kept);
      var run = new QueryRun(order.fragment().stages(), context, shared);
      return new TaskRun.Started(run, runner.start(new TaskQuery(run, taskMemory, space)));
    } catch (RuntimeException e) {
      space.close();
      taskMemory.close();
      throw e;
    }
  }

  /** Starts to build a table for all tasks of a fragment. */
  private SharedTables.Building build(TaskOrder order, Stage stage) {
    QueryMemory tableMemory =
        memory.openQuery("table of fragment " + order.fragment().id() + " of " + order.attempt());
    SpillSpace space = folders.open();
    Runnable closeMemory =
        () -> {
          space.close();
          tableMemory.close();
        };
    try {
      QueryContext context =
          context(
              order,
              tableMemory,
              space,
              () -> {
                throw SampoException.internal("a table is not sent", null);
              },
              new KeptFigures());
      var build = new SharedBuild(stage, order.fragment().stages().stages(), context, closeMemory);
      return new SharedTables.Building(build, runner.start(build.work()));
    } catch (RuntimeException e) {
      closeMemory.run();
      throw e;
    }
  }

  private QueryContext context(
      TaskOrder order,
      QueryMemory ofTask,
      SpillSpace space,
      Supplier<BlockWriter> writer,
      KeptFigures kept) {
    var scope =
        new TaskScope(
            order.attempt().producer(),
            order.fragment().tasks(),
            false,
            order.fragment().whole(),
            exchange -> read(order, exchange, ofTask.allocator()),
            writer,
            kept::add);
    var settings =
        new ExecutionSettings(order.settings().batchSize(), 1, order.settings().codegen());
    return new QueryContext(
        ofTask,
        space,
        pipelines,
        interpreter(ZoneId.of(order.settings().zone())),
        order.fragment().stages().ranges(),
        settings,
        new Spilling(space, ofTask, false, info.slots(), partitionGate),
        new AtomicBoolean(),
        scope,
        RowCounts.NONE);
  }

  /** Of a query only blocks are needed from now on. */
  void settle(String query) {
    tables.release(query);
    code.leave(query);
  }

  /** A query needs nothing of this worker any more. */
  void release(String query) {
    store.release(query);
    tables.release(query);
    code.leave(query);
  }

  private BlockReader read(TaskOrder order, int exchange, BufferAllocator allocator) {
    for (TaskInput input : order.inputs()) {
      if (input.fragment() == exchange) {
        BlockReader reader = client.read(input.partitions(), allocator);
        return faults == TaskFaults.NONE ? reader : new FaultyReader(reader, faults, order);
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
    tables.close();
    folders.close();
    code.close();
  }
}
