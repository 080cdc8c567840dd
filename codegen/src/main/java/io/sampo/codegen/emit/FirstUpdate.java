package io.sampo.codegen.emit;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.AggregateState;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Keeps the values of the first row in order: a row takes the place of the kept one when its sort
 * keys are before those. Values are computed only then.
 */
final class FirstUpdate {
  private final Loop loop;
  private final Code code;
  private final ExpressionEmitter expressions;
  private final AggregateState state;
  private final List<RowLayout.Field> fields;

  /**
   * @param fields of the state's columns
   */
  FirstUpdate(
      Loop loop,
      ExpressionEmitter expressions,
      AggregateState state,
      List<RowLayout.Field> fields) {
    this.loop = loop;
    this.code = loop.code;
    this.expressions = expressions;
    this.state = state;
    this.fields = fields;
  }

  /**
   * @param row a local: the address of the group's row
   * @param arena yields the local of the arena that keeps text
   */
  void emit(int row, IntSupplier arena) {
    RowLayout.Field entered = fields.getFirst();
    var keys = new ArrayList<Value>();
    state.ordering().forEach(order -> keys.add(expressions.emit(order.expression())));
    var replace = new Label();
    var keep = new Label();
    code.offset(row, entered.nullOffset());
    code.memoryGet("getByte", byte.class);
    code.jump(Opcodes.IFNE, replace);
    for (int i = 0; i < keys.size(); i++) {
      Value kept = loop.loadField(row, fields.get(i + 1), false);
      compare(state.ordering().get(i), keys.get(i), kept, replace, keep);
    }
    code.jump(Opcodes.GOTO, keep);
    code.label(replace);
    loop.branch(() -> replace(row, keys, arena.getAsInt()));
    code.label(keep);
  }

  /** Jumps when the key decides, and goes on when both are alike. */
  private void compare(SortOrder order, Value key, Value kept, Label replace, Label keep) {
    var alike = new Label();
    if (key.nullable()) {
      var present = new Label();
      code.iload(key.nullLocal());
      code.jump(Opcodes.IFEQ, present);
      if (kept.nullable()) {
        code.iload(kept.nullLocal());
        code.jump(Opcodes.IFNE, alike);
      }
      code.jump(Opcodes.GOTO, order.nullsFirst() ? replace : keep);
      code.label(present);
    }
    if (kept.nullable()) {
      code.iload(kept.nullLocal());
      code.jump(Opcodes.IFNE, order.nullsFirst() ? keep : replace);
    }
    String before = order.ascending() ? "<" : ">";
    String behind = order.ascending() ? ">" : "<";
    DataType type = order.expression().type();
    expressions.conditions().jumpOnComparison(before, key, kept, type, replace, false);
    expressions.conditions().jumpOnComparison(behind, key, kept, type, keep, false);
    code.label(alike);
  }

  private void replace(int row, List<Value> keys, int arena) {
    var stores = new Stores(expressions);
    RowLayout.Field entered = fields.getFirst();
    code.offset(row, entered.offset());
    code.iconst(1);
    code.memoryPut("putByte", byte.class);
    code.offset(row, entered.nullOffset());
    code.iconst(0);
    code.memoryPut("putByte", byte.class);
    for (int i = 0; i < keys.size(); i++) {
      stores.field(row, fields.get(i + 1), keys.get(i), arena);
    }
    List<Expression> values = state.values();
    for (int i = 0; i < values.size(); i++) {
      Value value = expressions.emit(values.get(i));
      stores.field(row, fields.get(1 + keys.size() + i), value, arena);
    }
  }
}
