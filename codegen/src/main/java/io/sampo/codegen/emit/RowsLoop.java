package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes each position as a row: for a join's build side, a sort, or a plain collection. */
final class RowsLoop extends LoopPlan {
  private final List<Expression> conditions;
  private final List<NamedExpression> columnsKept;
  private final RowLayout layout;

  /** How many of the columns are join keys to hash; -1 when the rows are for no join. */
  private final int keys;

  private final List<Boolean> nullSafe;
  private final boolean keepNullKeys;
  private int strings;
  private int rows;

  RowsLoop(
      FlowShape shape,
      Map<Long, Access> columns,
      List<Expression> conditions,
      List<NamedExpression> columnsKept,
      RowLayout layout,
      int keys,
      List<Boolean> nullSafe,
      boolean keepNullKeys) {
    super(shape, columns);
    this.conditions = List.copyOf(conditions);
    this.columnsKept = columnsKept;
    this.layout = layout;
    this.keys = keys;
    this.nullSafe = nullSafe;
    this.keepNullKeys = keepNullKeys;
  }

  @Override
  List<Expression> expressions() {
    var all = new ArrayList<>(conditions);
    columnsKept.forEach(named -> all.add(named.expression()));
    return all;
  }

  @Override
  void before(Loop loop) {
    Code code = loop.code;
    rows = loop.field("rows", RowPages.class);
    int local = code.newLocal(1);
    strings = local;
    code.aload(0);
    code.getField(GeneratedPipeline.class, "rows", RowPages.class);
    code.invokeVirtual(RowPages.class, "strings", StringArena.class);
    code.astore(local);
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    Code code = loop.code;
    conditions.forEach(
        condition -> expressions.conditions().jumpUnlessTrue(condition, nextPosition));
    var values = new ArrayList<Value>();
    for (int i = 0; i < columnsKept.size(); i++) {
      Value value = expressions.emit(columnsKept.get(i).expression());
      values.add(value);
      if (i < keys && value.nullable() && !nullSafe.get(i)) {
        nullKey(code, value, nextPosition);
      }
    }
    int row = code.newLong();
    code.aload(rows);
    code.invokeVirtual(RowPages.class, "add", long.class);
    code.lstore(row);
    var stores = new Stores(expressions);
    if (keys >= 0) {
      int hash = HashEmitter.emit(code, values.subList(0, keys));
      code.offset(row, RowLayout.HASH);
      code.lload(hash);
      code.memoryPut("putLong", long.class);
      code.offset(row, RowLayout.MATCHED);
      code.iconst(0);
      code.memoryPut("putByte", byte.class);
    }
    for (int i = 0; i < values.size(); i++) {
      stores.field(row, layout.fields().get(i), values.get(i), strings);
    }
  }

  private void nullKey(Code code, Value value, Label nextPosition) {
    var present = new Label();
    code.iload(value.nullLocal());
    code.jump(Opcodes.IFEQ, present);
    code.aload(0);
    code.iconst(1);
    code.putField(GeneratedPipeline.class, "sawNullKey", boolean.class);
    if (!keepNullKeys) {
      code.go(nextPosition);
    }
    code.label(present);
  }

  @Override
  void after(Loop loop) {}
}
