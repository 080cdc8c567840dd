package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.plan.expression.Expression;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Passes each position on and counts it; takes the time of the loop and of all behind it. */
final class CountLoop extends LoopPlan {
  private final List<Expression> conditions;
  private final int counter;

  CountLoop(FlowShape shape, Map<Long, Access> columns, List<Expression> conditions, int counter) {
    super(shape, columns);
    this.conditions = List.copyOf(conditions);
    this.counter = counter;
  }

  @Override
  List<Expression> expressions() {
    return conditions;
  }

  @Override
  void before(Loop loop) {
    beginPassing(loop);
    addTime(loop.code, Opcodes.LSUB);
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    conditions.forEach(
        condition -> expressions.conditions().jumpUnlessTrue(condition, nextPosition));
    passing().add(expressions);
  }

  @Override
  void after(Loop loop) {
    Code code = loop.code;
    place(code, 2 * counter);
    code.iload(passing().count);
    code.op(Opcodes.I2L);
    code.op(Opcodes.LADD);
    code.op(Opcodes.LASTORE);
    passing().flush();
    addTime(code, Opcodes.LADD);
  }

  private void addTime(Code code, int operation) {
    place(code, 2 * counter + 1);
    code.invokeStatic(System.class, "nanoTime", long.class);
    code.op(operation);
    code.op(Opcodes.LASTORE);
  }

  /** Pushes the array, an index and the value there. */
  private static void place(Code code, int index) {
    code.aload(0);
    code.getField(GeneratedPipeline.class, "counts", long[].class);
    code.iconst(index);
    code.op(Opcodes.DUP2);
    code.op(Opcodes.LALOAD);
  }
}
