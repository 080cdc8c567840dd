package io.sampo.runtime.engine;

import io.sampo.codegen.emit.PipelineCompiler;
import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.engine.Cancellation;
import io.sampo.optimizer.OptimizerTrace;
import io.sampo.optimizer.PlanPrinter;
import io.sampo.physical.Flow;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes plans as text. */
final class Explaining {
  private final LocalEngine engine;
  private final Optional<String> name;

  /**
   * @param name of the query that is run to be analyzed
   */
  Explaining(LocalEngine engine, Optional<String> name) {
    this.engine = engine;
    this.name = name;
  }

  String explain(Relation relation, Statement.ExplainMode mode) {
    var fired = new ArrayList<String>();
    QueryPlanning.Planned planned =
        plan(relation, (phase, rule, before, after, time) -> fired.add(phase + ": " + rule));
    String stages = engine.starter().plan(planned.query());
    return switch (mode) {
      case SIMPLE, FORMATTED -> stages;
      case EXTENDED, COST ->
          "== Analyzed Logical Plan ==\n"
              + PlanPrinter.print(planned.analyzed())
              + "\n== Optimized Logical Plan ==\n"
              + PlanPrinter.print(planned.optimized())
              + "\n== Rules That Fired ==\n"
              + String.join("\n", counted(fired))
              + "\n\n"
              + stages;
      case CODEGEN -> stages + "\n" + code(planned.graph());
      case ANALYZE -> stages + "\n" + analyze(relation);
    };
  }

  private QueryPlanning.Planned plan(Relation relation, OptimizerTrace trace) {
    var ids = new ColumnIds();
    LogicalPlan analyzed = engine.sketching().analyzed(relation, ids);
    try (var kept = new KeptSubstitution(engine.cache().relations(), ids, false)) {
      return engine.planning().plan(kept.in(analyzed), ids, trace);
    }
  }

  private static List<String> counted(List<String> fired) {
    return fired.stream()
        .distinct()
        .map(rule -> rule + " x" + fired.stream().filter(rule::equals).count())
        .toList();
  }

  private String analyze(Relation relation) {
    if (!engine.starter().measures()) {
      return read(engine.start(relation, name));
    }
    var ids = new ColumnIds();
    LogicalPlan analyzed = engine.planning().analyzed(relation, ids);
    var kept = new KeptSubstitution(engine.cache().relations(), ids, true);
    Measuring measuring;
    ResultStream result;
    try {
      var estimates = new Measuring.Estimates();
      StageGraph graph =
          engine.planning().plan(kept.in(analyzed), ids, OptimizerTrace.NONE, estimates).graph();
      measuring = new Measuring(graph, estimates);
      result = engine.starter().startMeasured(measuring, ids, kept::close);
    } catch (RuntimeException e) {
      kept.close();
      throw e;
    }
    String summary = read(result);
    return summary + "\n\n" + RunReport.print(measuring);
  }

  /** Reads a result to its end and says what it took as a whole. */
  private static String read(ResultStream result) {
    long start = System.nanoTime();
    long rows = 0;
    try (result;
        Cancellation.Registration _ = Cancellation.on(result::cancel)) {
      for (ColumnBatch batch = result.nextColumns(); batch != null; batch = result.nextColumns()) {
        rows += batch.rowCount();
      }
      var progress = result.progress();
      return String.format(
              Locale.ROOT,
              "== Run ==%n%,d rows out, %,d rows and %s read, %d tasks, %s",
              rows,
              progress.rowsRead(),
              RunReport.bytes(progress.bytesRead()),
              progress.tasksTotal(),
              RunReport.time(System.nanoTime() - start))
          + result.workers();
    }
  }

  private String code(StageGraph graph) {
    var text = new StringBuilder();
    for (Stage stage : graph.stages()) {
      for (Flow flow : stage.flows()) {
        boolean rows =
            flow.source() instanceof Source.StageRows || flow.source() instanceof Source.BuiltRows;
        CompiledPipeline compiled =
            PipelineCompiler.compile(
                flow, stage.sink(), rows, graph.ranges(), (expression, columns) -> row -> null);
        text.append("== Stage ")
            .append(stage.id())
            .append(": ")
            .append(compiled.bytecode().length)
            .append(" bytes ==\n");
        for (MethodModel method : ClassFile.of().parse(compiled.bytecode()).methods()) {
          text.append(method.methodName()).append(method.methodType()).append('\n');
          method
              .code()
              .ifPresent(
                  code -> code.forEach(element -> text.append("  ").append(element).append('\n')));
        }
      }
    }
    return text.toString();
  }
}
