package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.Exact;
import io.sampo.codegen.kernel.PairSum;
import io.sampo.codegen.kernel.Wide;
import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.pipeline.HeapStates;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.error.Origin;
import io.sampo.physical.AggregateState;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.types.DoubleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Enters each position's values into the accumulators of its group, or of the single group when
 * there are no keys.
 */
final class UpdateLoop extends LoopPlan {
  private final List<Expression> conditions;
  private final List<AggregateState> states;
  private final RowLayout layout;
  private final int keyCount;
  private final Access.@Nullable Carried group;
  private int row = -1;
  private int strings = -1;

  UpdateLoop(
      FlowShape shape,
      Map<Long, Access> columns,
      List<Expression> conditions,
      List<AggregateState> states,
      RowLayout layout,
      int keyCount,
      Access.@Nullable Carried group) {
    super(shape, columns);
    this.conditions = List.copyOf(conditions);
    this.states = states;
    this.layout = layout;
    this.keyCount = keyCount;
    this.group = group;
  }

  @Override
  List<Expression> expressions() {
    var all = new ArrayList<>(conditions);
    for (AggregateState state : states) {
      all.addAll(state.arguments());
      state.filter().ifPresent(all::add);
    }
    return all;
  }

  @Override
  List<Access.Carried> reads() {
    return group == null ? List.of() : List.of(group);
  }

  @Override
  void before(Loop loop) {
    row = group == null ? loop.field("singleGroup", long.class) : loop.code.newLong();
    strings = -1;
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    Code code = loop.code;
    conditions.forEach(
        condition -> expressions.conditions().jumpUnlessTrue(condition, nextPosition));
    if (group != null) {
      code.element(loop.buffer(input(group)), loop.position, 8);
      code.memoryGet("getLong", long.class);
      code.lstore(row);
    }
    int field = keyCount;
    int heap = 0;
    for (AggregateState state : states) {
      List<RowLayout.Field> fields = layout.fields().subList(field, field + state.columns().size());
      int heapIndex = state.kind() == AggregateState.Kind.HEAP ? heap++ : -1;
      filtered(loop, expressions, state, () -> update(loop, expressions, state, fields, heapIndex));
      field += state.columns().size();
    }
  }

  private static void filtered(
      Loop loop, ExpressionEmitter expressions, AggregateState state, Runnable update) {
    if (state.filter().isEmpty()) {
      update.run();
      return;
    }
    var skip = new Label();
    loop.branch(() -> {
      expressions.conditions().jumpUnlessTrue(state.filter().get(), skip);
      update.run();
    });
    loop.code.label(skip);
  }

  private void update(
      Loop loop,
      ExpressionEmitter expressions,
      AggregateState state,
      List<RowLayout.Field> fields,
      int heapIndex) {
    var stores = new Stores(expressions);
    RowLayout.Field field = fields.getFirst();
    switch (state.kind()) {
      case COUNT -> {
        var values = new ArrayList<Value>();
        state.arguments().forEach(argument -> values.add(expressions.emit(argument)));
        int anyNull = loop.code.anyNull(values.toArray(new Value[0]));
        stores.unlessNull(new Value(Kind.INT, 0, anyNull), () -> count(loop.code, field));
      }
      case SUM -> {
        Value value = expressions.emit(state.arguments().getFirst());
        stores.unlessNull(value, () -> sum(loop, field, value));
      }
      case SUM_DOUBLE -> {
        List<Value> values = state.arguments().stream().map(expressions::emit).toList();
        stores.unlessNull(
            values.getFirst(),
            () -> values.forEach(value -> pair(loop.code, "add", fields, List.of(value))));
      }
      case SUM_PRODUCT -> {
        Value a = expressions.emit(state.arguments().get(0));
        Value b = expressions.emit(state.arguments().get(1));
        int anyNull = loop.code.anyNull(a, b);
        stores.unlessNull(
            new Value(Kind.INT, 0, anyNull),
            () -> pair(loop.code, "addProduct", fields, List.of(a, b)));
      }
      case MIN, MAX -> {
        Value value = expressions.emit(state.arguments().getFirst());
        stores.unlessNull(value, () -> extreme(loop, expressions, state.kind(), field, value));
      }
      case FIRST ->
          new FirstUpdate(loop, expressions, state, fields).emit(row, () -> stringArena(loop));
      case HEAP -> heap(loop, expressions, state, field, heapIndex);
    }
  }

  private void count(Code code, RowLayout.Field field) {
    code.offset(row, field.offset());
    code.offset(row, field.offset());
    code.memoryGet("getLong", long.class);
    code.lconst(1);
    code.op(Opcodes.LADD);
    code.memoryPut("putLong", long.class);
  }

  private void notNull(Code code, RowLayout.Field field) {
    if (field.nullable()) {
      code.offset(row, field.nullOffset());
      code.iconst(0);
      code.memoryPut("putByte", byte.class);
    }
  }

  private void sum(Loop loop, RowLayout.Field field, Value value) {
    Code code = loop.code;
    if (field.layout() == VectorLayout.INT128) {
      code.offset(row, field.offset());
      code.load(value);
      if (value.kind() == Kind.WIDE) {
        code.invokeStatic(Wide.class, "addTo", void.class, long.class, long.class, long.class);
      } else {
        code.invokeStatic(Wide.class, "addTo", void.class, long.class, long.class);
      }
    } else {
      code.offset(row, field.offset());
      code.offset(row, field.offset());
      code.memoryGet("getLong", long.class);
      code.load(value.kind(), value.local());
      if (value.kind() == Kind.INT) {
        code.op(Opcodes.I2L);
      }
      code.iconst(loop.context.site(Origin.NONE));
      code.invokeStatic(Exact.class, "add", long.class, long.class, long.class, int.class);
      code.memoryPut("putLong", long.class);
    }
    notNull(code, field);
  }

  private void pair(Code code, String method, List<RowLayout.Field> fields, List<Value> values) {
    code.offset(row, fields.get(0).offset());
    code.offset(row, fields.get(1).offset());
    values.forEach(code::load);
    if (values.size() == 1) {
      code.invokeStatic(PairSum.class, method, void.class, long.class, long.class, double.class);
    } else {
      code.invokeStatic(
          PairSum.class, method, void.class, long.class, long.class, double.class, double.class);
    }
    notNull(code, fields.get(0));
  }

  private void extreme(
      Loop loop,
      ExpressionEmitter expressions,
      AggregateState.Kind kind,
      RowLayout.Field field,
      Value value) {
    Code code = loop.code;
    Value current = loop.loadField(row, field, false);
    var replace = new Label();
    var keep = new Label();
    if (current.nullable()) {
      code.iload(current.nullLocal());
      code.jump(Opcodes.IFNE, replace);
    }
    String operator = kind == AggregateState.Kind.MIN ? "<" : ">";
    expressions
        .conditions()
        .jumpOnComparison(operator, value, current, field.column().type(), keep, true);
    code.label(replace);
    new Stores(expressions).field(row, field, value.withNull(Value.NEVER_NULL), stringArena(loop));
    code.label(keep);
  }

  private int stringArena(Loop loop) {
    if (strings < 0) {
      Code code = loop.code;
      int local = code.newLocal(1);
      code.before(() -> {
        code.aload(0);
        code.getField(GeneratedPipeline.class, "groups", GroupTable.class);
        code.invokeVirtual(GroupTable.class, "rows", RowPages.class);
        code.invokeVirtual(RowPages.class, "strings", StringArena.class);
        code.astore(local);
      });
      strings = local;
    }
    return strings;
  }

  private void heap(
      Loop loop,
      ExpressionEmitter expressions,
      AggregateState state,
      RowLayout.Field field,
      int heapIndex) {
    Code code = loop.code;
    if (takesOneDouble(state)) {
      Value value = expressions.emit(state.arguments().getFirst());
      new Stores(expressions).unlessNull(value, () -> heapDouble(code, field, heapIndex, value));
      return;
    }
    int array = expressions.fallback().boxAll(state.arguments());
    code.offset(row, field.offset());
    code.aload(0);
    code.getField(GeneratedPipeline.class, "heapStates", HeapStates.class);
    code.iconst(heapIndex);
    code.offset(row, field.offset());
    code.memoryGet("getLong", long.class);
    code.aload(array);
    code.invokeVirtual(
        HeapStates.class, "update", long.class, int.class, long.class, Object[].class);
    code.memoryPut("putLong", long.class);
  }

  private static boolean takesOneDouble(AggregateState state) {
    List<Expression> arguments = state.arguments();
    return arguments.getFirst().type() instanceof DoubleType
        && !(arguments.getFirst() instanceof Literal)
        && arguments.stream().skip(1).allMatch(Literal.class::isInstance);
  }

  private void heapDouble(Code code, RowLayout.Field field, int heapIndex, Value value) {
    code.offset(row, field.offset());
    code.aload(0);
    code.getField(GeneratedPipeline.class, "heapStates", HeapStates.class);
    code.iconst(heapIndex);
    code.offset(row, field.offset());
    code.memoryGet("getLong", long.class);
    code.load(value);
    code.invokeVirtual(
        HeapStates.class, "updateDouble", long.class, int.class, long.class, double.class);
    code.memoryPut("putLong", long.class);
  }

  @Override
  void after(Loop loop) {}
}
