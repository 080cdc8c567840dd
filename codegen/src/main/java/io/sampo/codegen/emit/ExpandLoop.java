package io.sampo.codegen.emit;

import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;

/** Passes each position on once for each projection. */
final class ExpandLoop extends LoopPlan {
  private final List<Expression> conditions;
  private final Step.ExpandRows step;
  private final Map<ColumnReference, Access.Carried> kept = new LinkedHashMap<>();

  ExpandLoop(
      FlowShape shape,
      Map<Long, Access> columns,
      List<Expression> conditions,
      Step.ExpandRows step,
      ClassContext context) {
    super(shape, columns);
    this.conditions = List.copyOf(conditions);
    this.step = step;
    step.output()
        .forEach(column ->
            kept.put(
                column,
                new Access.Carried(column.name(), context.stored(column), column.nullable())));
  }

  Map<Long, Access> columnsBehind() {
    var behind = new HashMap<>(columns);
    kept.forEach((column, carried) -> behind.put(column.id(), new Access.Kept(column, carried)));
    return behind;
  }

  @Override
  List<Expression> expressions() {
    var all = new ArrayList<>(conditions);
    step.projections().forEach(all::addAll);
    return all;
  }

  @Override
  List<Access.Carried> makes() {
    return List.copyOf(kept.values());
  }

  @Override
  void before(Loop loop) {
    beginPassing(loop);
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    conditions.forEach(
        condition -> expressions.conditions().jumpUnlessTrue(condition, nextPosition));
    for (List<Expression> projection : step.projections()) {
      loop.branch(() -> {
        int i = 0;
        for (Access.Carried carried : kept.values()) {
          passing().keep(carried, expressions.emit(projection.get(i++)));
        }
        passing().add(expressions);
        passing().flushWhenFull();
      });
    }
  }

  @Override
  void after(Loop loop) {
    passing().flush();
  }
}
