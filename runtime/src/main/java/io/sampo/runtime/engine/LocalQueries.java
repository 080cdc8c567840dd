package io.sampo.runtime.engine;

import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.physical.StageGraph;
import io.sampo.physical.StageSharing;
import io.sampo.physical.WriteLowering;
import io.sampo.plan.interpret.Evaluator;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.runtime.driver.ActorQueryRunner;
import io.sampo.runtime.join.PartitionGate;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.operator.Pipelines;
import io.sampo.runtime.operator.QueryContext;
import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.operator.RowCounts;
import io.sampo.runtime.operator.TaskScope;
import io.sampo.runtime.spill.SpillFolders;
import io.sampo.runtime.spill.SpillSpace;
import io.sampo.runtime.work.QueryWork;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Queries inside this process. */
final class LocalQueries implements QueryStarter {
  private final EngineSettings settings;
  private final MemoryBudget memory;
  private final SpillFolders folders;
  private final Pipelines pipelines = new Pipelines();
  private final PartitionGate partitionGate;
  private final ActorQueryRunner runner;
  private final AtomicLong queries = new AtomicLong();

  LocalQueries(EngineSettings settings, MemoryBudget memory) {
    this.settings = settings;
    this.memory = memory;
    this.folders = new SpillFolders(settings.spillFolders());
    this.partitionGate = PartitionGate.within(memory.limit());
    this.runner = new ActorQueryRunner(settings.cores(), "sampo");
    runner.prepare();
  }

  @Override
  public StageSharing sharing() {
    return StageSharing.ALL;
  }

  @Override
  public ResultStream start(PlannedQuery query, Runnable whenFree, Optional<String> name) {
    return start(WriteLowering.prepared(query.graph()), RowCounts.NONE, Map.of(), whenFree);
  }

  @Override
  public boolean measures() {
    return true;
  }

  @Override
  public ResultStream startMeasured(Measuring measuring, ColumnIds ids, Runnable whenFree) {
    return start(measuring.counting().graph(), measuring.counts(), measuring.figures(), whenFree);
  }

  private ResultStream start(
      StageGraph graph, RowCounts counts, Map<Integer, StageFigures> figures, Runnable whenFree) {
    QueryMemory queryMemory = memory.openQuery("query " + queries.incrementAndGet());
    SpillSpace space = folders.open();
    var context =
        new QueryContext(
            queryMemory,
            space,
            pipelines,
            interpreter(settings.zone()),
            graph.ranges(),
            settings.execution(),
            settings.spilling(space, queryMemory, partitionGate),
            new AtomicBoolean(),
            TaskScope.WHOLE,
            counts);
    var run = new QueryRun(graph, context);
    var work =
        new SharedWork(
            run,
            () -> {
              space.close();
              queryMemory.close();
              whenFree.run();
            });
    QueryWork started =
        figures.isEmpty() ? work : new MeasuredWork(work, figures, queryMemory, space);
    return new StreamedResult(run, work, runner.start(started));
  }

  private static RowFunctions interpreter(ZoneId zone) {
    return (expression, columns) -> {
      Evaluator evaluator = Interpreter.compile(expression, columns::indexOf, zone);
      return evaluator::evaluate;
    };
  }

  @Override
  public void close() {
    runner.close();
    folders.close();
  }
}
