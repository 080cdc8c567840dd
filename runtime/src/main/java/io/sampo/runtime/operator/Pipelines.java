package io.sampo.runtime.operator;

import io.sampo.codegen.emit.PipelineCompiler;
import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Step;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiled flows by their shape: a query that was run before finds its classes, and with them their
 * machine code. Safe for use by many threads.
 */
public final class Pipelines {
  private static final int MOST_KEPT = 1000;

  private final Map<Key, CompiledPipeline> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompiledPipeline> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** What a class depends on. */
  private record Key(
      List<ColumnReference> source,
      boolean rows,
      List<Step> steps,
      Sink sink,
      Map<Long, ValueRange> ranges) {}

  /**
   * The class for a flow, compiled now unless it was before.
   *
   * @param codegen whether to compile at all; otherwise the flow is prepared for interpretation
   */
  public CompiledPipeline get(
      Flow flow,
      Sink sink,
      boolean sourceYieldsRows,
      Map<Long, ValueRange> ranges,
      RowFunctions rowFunctions,
      boolean codegen) {
    if (!codegen) {
      return FlowInterpretation.prepare(flow, sink, sourceYieldsRows, ranges, rowFunctions);
    }
    var key = new Key(flow.source().output(), sourceYieldsRows, flow.steps(), sink, ranges);
    synchronized (this) {
      CompiledPipeline known = compiled.get(key);
      if (known != null) {
        return known;
      }
    }
    CompiledPipeline fresh =
        PipelineCompiler.compile(flow, sink, sourceYieldsRows, ranges, rowFunctions);
    synchronized (this) {
      compiled.put(key, fresh);
    }
    return fresh;
  }
}
