package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.pipeline.ResultBuffer;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes each position into the columns of the result. */
final class ResultLoop extends LoopPlan {
  private final List<Expression> conditions;
  private final List<NamedExpression> result;
  private int buffer;
  private int count;
  private final int[] values;
  private final int[] nulls;

  ResultLoop(
      FlowShape shape,
      Map<Long, Access> columns,
      List<Expression> conditions,
      List<NamedExpression> result) {
    super(shape, columns);
    this.conditions = List.copyOf(conditions);
    this.result = result;
    this.values = new int[result.size()];
    this.nulls = new int[result.size()];
  }

  @Override
  List<Expression> expressions() {
    var all = new ArrayList<>(conditions);
    result.forEach(named -> all.add(named.expression()));
    return all;
  }

  @Override
  void before(Loop loop) {
    Code code = loop.code;
    buffer = code.newLocal(1);
    count = code.newInt();
    code.aload(0);
    code.getField(GeneratedPipeline.class, "result", ResultBuffer.class);
    code.astore(buffer);
    code.aload(0);
    code.getField(GeneratedPipeline.class, "resultRows", int.class);
    code.istore(count);
    for (int i = 0; i < values.length; i++) {
      values[i] = code.newLong();
      nulls[i] = code.newLong();
    }
    loadAddresses(code);
  }

  private void loadAddresses(Code code) {
    for (int i = 0; i < values.length; i++) {
      for (boolean isNulls : new boolean[] {false, true}) {
        code.aload(buffer);
        code.iconst(i);
        code.invokeVirtual(ResultBuffer.class, isNulls ? "nulls" : "values", long.class, int.class);
        code.lstore(isNulls ? nulls[i] : values[i]);
      }
    }
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    Code code = loop.code;
    conditions.forEach(
        condition -> expressions.conditions().jumpUnlessTrue(condition, nextPosition));
    var stores = new Stores(expressions);
    for (int i = 0; i < values.length; i++) {
      ColumnReference column = result.get(i).toReference();
      Value value = expressions.emit(result.get(i).expression());
      VectorLayout layout = VectorLayout.of(column.type());
      int address = code.newLong();
      code.element(values[i], count, layout.bytes());
      code.lstore(address);
      if (layout == VectorLayout.VIEW) {
        code.aload(buffer);
        code.load(value);
        code.lload(address);
        code.invokeVirtual(ResultBuffer.class, "keep", void.class, long.class, long.class);
      } else {
        stores.plain(value, layout, address, 0);
      }
      code.element(nulls[i], count, 1);
      code.loadNull(value);
      code.memoryPut("putByte", byte.class);
    }
    code.increment(count, 1);
    code.iload(count);
    code.iload(loop.field("capacity", int.class));
    code.jump(Opcodes.IF_ICMPLT, nextPosition);
    code.aload(buffer);
    code.iload(count);
    code.invokeVirtual(ResultBuffer.class, "flush", void.class, int.class);
    code.iconst(0);
    code.istore(count);
    loadAddresses(code);
  }

  @Override
  void after(Loop loop) {
    Code code = loop.code;
    code.aload(0);
    code.iload(count);
    code.putField(GeneratedPipeline.class, "resultRows", int.class);
  }
}
