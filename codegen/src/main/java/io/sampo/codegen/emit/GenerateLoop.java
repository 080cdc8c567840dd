package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.Interpreted;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Passes each position on once for each element of an array: {@code List elements = ..; int size =
 * Interpreted.size(elements, outer); for (int i = 0; i < size; i++) ..}. The array is decoded once.
 */
final class GenerateLoop extends LoopPlan {
  private final List<Expression> conditions;
  private final Step.GenerateRows step;
  private final Map<ColumnReference, Access.Carried> kept = new LinkedHashMap<>();

  /** Counts elements. */
  private int steps;

  GenerateLoop(
      FlowShape shape,
      Map<Long, Access> columns,
      List<Expression> conditions,
      Step.GenerateRows step,
      ClassContext context) {
    super(shape, columns);
    this.conditions = List.copyOf(conditions);
    this.step = step;
    for (ColumnReference column : List.of(step.position(), step.element())) {
      kept.put(
          column, new Access.Carried(column.name(), context.stored(column), column.nullable()));
    }
  }

  Map<Long, Access> columnsBehind() {
    var behind = new HashMap<>(columns);
    kept.forEach((column, carried) -> behind.put(column.id(), new Access.Kept(column, carried)));
    return behind;
  }

  @Override
  List<Expression> expressions() {
    var all = new ArrayList<>(conditions);
    all.add(step.elements());
    return all;
  }

  @Override
  List<Access.Carried> makes() {
    return List.copyOf(kept.values());
  }

  @Override
  void before(Loop loop) {
    beginPassing(loop);
    steps = loop.code.newSteps();
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    Code code = loop.code;
    code.interruptAfter(steps);
    conditions.forEach(
        condition -> expressions.conditions().jumpUnlessTrue(condition, nextPosition));
    int array = expressions.fallback().boxAll(List.of(step.elements()));
    int size = code.newInt();
    int index = code.newInt();
    code.aload(array);
    code.iconst(step.outer() ? 1 : 0);
    code.invokeStatic(Interpreted.class, "size", int.class, Object[].class, boolean.class);
    code.istore(size);
    code.iconst(0);
    code.istore(index);
    var head = new Label();
    code.label(head);
    code.iload(index);
    code.iload(size);
    code.jump(Opcodes.IF_ICMPGE, nextPosition);
    loop.branch(() -> one(expressions, array, index));
    code.increment(index, 1);
    code.increment(steps, 1);
    code.go(head);
  }

  private void one(ExpressionEmitter expressions, int array, int index) {
    for (Map.Entry<ColumnReference, Access.Carried> entry : kept.entrySet()) {
      if (next().inputs.containsKey(entry.getValue())) {
        String method = entry.getKey().equals(step.element()) ? "element" : "position";
        passing().keep(entry.getValue(), value(expressions, method, entry.getKey(), array, index));
      }
    }
    passing().add(expressions);
    passing().flushWhenFull();
  }

  private static Value value(
      ExpressionEmitter expressions, String method, ColumnReference column, int array, int index) {
    Code code = expressions.code;
    int object = code.newLocal(1);
    code.aload(array);
    code.iload(index);
    code.invokeStatic(Interpreted.class, method, Object.class, Object[].class, int.class);
    code.astore(object);
    return expressions.fallback().unbox(object, column.type());
  }

  @Override
  void after(Loop loop) {
    passing().flush();
  }
}
