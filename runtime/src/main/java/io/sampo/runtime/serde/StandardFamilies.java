package io.sampo.runtime.serde;

import io.sampo.engine.QueryProgress;
import io.sampo.error.ErrorCode;
import io.sampo.error.Span;
import io.sampo.physical.StageGraph;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.TableDescription;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.types.CalendarInterval;
import io.sampo.types.DataType;
import java.util.List;

/** Spec, types, plans, stages and errors. */
public final class StandardFamilies implements SerializedFamilies {
  @Override
  public List<Class<?>> roots() {
    return List.of(
        Relation.class,
        io.sampo.spec.Expression.class,
        Statement.class,
        DataType.class,
        CalendarInterval.class,
        LogicalPlan.class,
        Expression.class,
        TableStatistics.class,
        StageGraph.class,
        TableDescription.class,
        QueryProgress.class,
        ErrorCode.class,
        Span.class);
  }
}
