package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.Compare;
import io.sampo.codegen.kernel.LongSet;
import io.sampo.codegen.kernel.NestedOrder;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Writes comparisons and boolean logic, as values (with SQL's third truth value) and as jumps. */
final class ConditionEmitter {
  /** From so many integer items on, IN looks them up in a set. */
  private static final int SET_ITEMS = 6;

  private final ExpressionEmitter expressions;
  private final Code code;

  ConditionEmitter(ExpressionEmitter expressions) {
    this.expressions = expressions;
    this.code = expressions.code;
  }

  /**
   * Jumps unless the condition is true; falls through when it is, with every value computed on the
   * way still valid.
   */
  void jumpUnlessTrue(Expression condition, Label target) {
    if (condition instanceof Call call && call.name().equals("and")) {
      call.arguments().forEach(part -> jumpUnlessTrue(part, target));
      return;
    }
    if (condition instanceof Call call && call.name().equals("or")) {
      var isTrue = new Label();
      int last = call.arguments().size() - 1;
      expressions.loop.branch(() -> {
        for (int i = 0; i < last; i++) {
          Expression part = call.arguments().get(i);
          expressions.loop.branch(() -> jumpIfTrue(part, isTrue));
        }
        expressions.loop.branch(() -> jumpUnlessTrue(call.arguments().get(last), target));
      });
      code.label(isTrue);
      return;
    }
    if (condition instanceof Call call && isComparison(call.name()) && comparable(call)) {
      compareAndJump(call, target, true);
      return;
    }
    Value value = expressions.emit(condition);
    if (value.nullable()) {
      code.iload(value.nullLocal());
      code.jump(Opcodes.IFNE, target);
    }
    code.iload(value.local());
    code.jump(Opcodes.IFEQ, target);
  }

  /** Jumps if the condition is true. Values computed on the way must be forgotten by the caller. */
  private void jumpIfTrue(Expression condition, Label target) {
    var isNot = new Label();
    jumpUnlessTrue(condition, isNot);
    code.go(target);
    code.label(isNot);
  }

  private static boolean isComparison(String name) {
    return switch (name) {
      case "=", "<>", "<", "<=", ">", ">=" -> true;
      default -> false;
    };
  }

  private static boolean comparable(Call call) {
    return call.arguments().size() == 2
        && call.arguments().get(0).type().equals(call.arguments().get(1).type());
  }

  private void compareAndJump(Call call, Label target, boolean unless) {
    Value left = expressions.emit(call.arguments().get(0));
    Value right = expressions.emit(call.arguments().get(1));
    jumpIfNull(left, target);
    jumpIfNull(right, target);
    DataType type = call.arguments().getFirst().type();
    jumpOnComparison(call.name(), left, right, type, target, unless);
  }

  private void jumpIfNull(Value value, Label target) {
    if (value.nullable()) {
      code.iload(value.nullLocal());
      code.jump(Opcodes.IFNE, target);
    }
  }

  /** Jumps when two non-null values are equal, or with {@code unless} when they are not. */
  void jumpOnEquality(Value left, Value right, Label target, boolean unless) {
    jumpOnComparison("=", left, right, DataType.STRING, target, unless);
  }

  /**
   * Jumps when the comparison of two non-null values holds, or with {@code unless} when it does
   * not.
   *
   * @param type of both values
   */
  void jumpOnComparison(
      String operator, Value left, Value right, DataType type, Label target, boolean unless) {
    boolean wide = left.kind() == Kind.WIDE || right.kind() == Kind.WIDE;
    Value a = wide ? expressions.widen(left) : left;
    Value b = wide ? expressions.widen(right) : right;
    boolean equality = operator.equals("=") || operator.equals("<>");
    code.load(a);
    code.load(b);
    switch (a.kind()) {
      case BOOLEAN, INT -> {
        code.jump(intJump(operator, unless), target);
        return;
      }
      case LONG -> code.op(Opcodes.LCMP);
      case FLOAT -> code.invokeStatic(Compare.class, "floats", int.class, float.class, float.class);
      case DOUBLE ->
          code.invokeStatic(Compare.class, "doubles", int.class, double.class, double.class);
      case WIDE ->
          code.invokeStatic(
              Compare.class, "wide", int.class, long.class, long.class, long.class, long.class);
      case VIEW -> {
        if (equality) {
          code.invokeStatic(StringView.class, "equal", boolean.class, long.class, long.class);
          boolean jumpWhenEqual = operator.equals("=") != unless;
          code.jump(jumpWhenEqual ? Opcodes.IFNE : Opcodes.IFEQ, target);
          return;
        }
        compareViews(type);
      }
    }
    code.jump(zeroJump(operator, unless), target);
  }

  /** The bytes of nested values have another order than the values. */
  private void compareViews(DataType type) {
    if (!NestedCodec.isNested(type)) {
      code.invokeStatic(StringView.class, "compare", int.class, long.class, long.class);
      return;
    }
    code.aload(expressions.loop.constant(type, DataType.class));
    code.invokeStatic(
        NestedOrder.class, "compare", int.class, long.class, long.class, DataType.class);
  }

  private static int intJump(String operator, boolean unless) {
    return switch (unless ? opposite(operator) : operator) {
      case "=" -> Opcodes.IF_ICMPEQ;
      case "<>" -> Opcodes.IF_ICMPNE;
      case "<" -> Opcodes.IF_ICMPLT;
      case "<=" -> Opcodes.IF_ICMPLE;
      case ">" -> Opcodes.IF_ICMPGT;
      case ">=" -> Opcodes.IF_ICMPGE;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static int zeroJump(String operator, boolean unless) {
    return switch (unless ? opposite(operator) : operator) {
      case "=" -> Opcodes.IFEQ;
      case "<>" -> Opcodes.IFNE;
      case "<" -> Opcodes.IFLT;
      case "<=" -> Opcodes.IFLE;
      case ">" -> Opcodes.IFGT;
      case ">=" -> Opcodes.IFGE;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static String opposite(String operator) {
    return switch (operator) {
      case "=" -> "<>";
      case "<>" -> "=";
      case "<" -> ">=";
      case "<=" -> ">";
      case ">" -> "<=";
      case ">=" -> "<";
      default -> throw new IllegalArgumentException(operator);
    };
  }

  /** The condition as a value of kind BOOLEAN. */
  Value value(Call call) {
    return switch (call.name()) {
      case "and" -> logical(call, true);
      case "or" -> logical(call, false);
      case "not" -> not(expressions.emit(call.arguments().getFirst()));
      case "isnull" -> isNull(call.arguments().getFirst(), true);
      case "isnotnull" -> isNull(call.arguments().getFirst(), false);
      case "<=>" -> nullSafeEqual(call);
      default -> comparable(call) ? comparison(call) : expressions.fallback().emit(call);
    };
  }

  private Value comparison(Call call) {
    Value left = expressions.emit(call.arguments().get(0));
    Value right = expressions.emit(call.arguments().get(1));
    int nullLocal = code.anyNull(left, right);
    int local = code.newInt();
    DataType type = call.arguments().getFirst().type();
    setUnlessJump(local, target -> jumpOnComparison(call.name(), left, right, type, target, true));
    return new Value(Kind.BOOLEAN, local, nullLocal);
  }

  /** Sets a slot to 1 when the jump is not taken, else to 0. */
  private void setUnlessJump(int local, Consumer<Label> jumping) {
    var done = new Label();
    code.iconst(0);
    code.istore(local);
    jumping.accept(done);
    code.iconst(1);
    code.istore(local);
    code.label(done);
  }

  private Value not(Value value) {
    int local = code.newInt();
    code.iload(value.local());
    code.iconst(1);
    code.op(Opcodes.IXOR);
    code.istore(local);
    return new Value(Kind.BOOLEAN, local, value.nullLocal());
  }

  private Value isNull(Expression argument, boolean wanted) {
    Value value = expressions.emit(argument);
    int local = code.newInt();
    code.loadNull(value);
    if (!wanted) {
      code.iconst(1);
      code.op(Opcodes.IXOR);
    }
    code.istore(local);
    return new Value(Kind.BOOLEAN, local, Value.NEVER_NULL);
  }

  private Value nullSafeEqual(Call call) {
    Value left = expressions.emit(call.arguments().get(0));
    Value right = expressions.emit(call.arguments().get(1));
    int local = code.newInt();
    setUnlessJump(local, target -> jumpUnlessNullSafeEqual(left, right, target));
    return new Value(Kind.BOOLEAN, local, Value.NEVER_NULL);
  }

  /** Jumps unless both are null, or neither is and they are equal. */
  void jumpUnlessNullSafeEqual(Value left, Value right, Label target) {
    if (!left.nullable() && !right.nullable()) {
      jumpOnEquality(left, right, target, true);
      return;
    }
    var equal = new Label();
    code.loadNull(left);
    code.loadNull(right);
    code.jump(Opcodes.IF_ICMPNE, target);
    code.loadNull(left);
    code.jump(Opcodes.IFNE, equal);
    jumpOnEquality(left, right, target, true);
    code.label(equal);
  }

  /**
   * AND is false as soon as one part is, OR true: whatever the others are. Otherwise a null part
   * makes it null.
   */
  private Value logical(Call call, boolean and) {
    int local = code.newInt();
    int nullLocal = code.newInt();
    code.iconst(and ? 1 : 0);
    code.istore(local);
    code.iconst(0);
    code.istore(nullLocal);
    var decided = new Label();
    logicalFrom(call, 0, and, local, nullLocal, decided);
    var done = new Label();
    code.go(done);
    code.label(decided);
    code.iconst(and ? 0 : 1);
    code.istore(local);
    code.iconst(0);
    code.istore(nullLocal);
    code.label(done);
    return new Value(Kind.BOOLEAN, local, call.nullable() ? nullLocal : Value.NEVER_NULL);
  }

  private void logicalFrom(
      Call call, int index, boolean and, int local, int nullLocal, Label decided) {
    if (index == call.arguments().size()) {
      return;
    }
    expressions.loop.branch(() -> {
      Value part = expressions.emit(call.arguments().get(index));
      var next = new Label();
      var notNull = new Label();
      if (part.nullable()) {
        code.iload(part.nullLocal());
        code.jump(Opcodes.IFEQ, notNull);
        code.iconst(1);
        code.istore(nullLocal);
        code.go(next);
      }
      code.label(notNull);
      code.iload(part.local());
      code.jump(and ? Opcodes.IFEQ : Opcodes.IFNE, decided);
      code.label(next);
      logicalFrom(call, index + 1, and, local, nullLocal, decided);
    });
  }

  /** IN over constants or expressions. */
  Value value(InList in) {
    Value value = expressions.emit(in.value());
    LongSet set = value.kind() == Kind.INT || value.kind() == Kind.LONG ? constantSet(in) : null;
    int local = code.newInt();
    if (set != null) {
      int setLocal = expressions.loop.constant(set, LongSet.class);
      code.aload(setLocal);
      code.load(value);
      if (value.kind() == Kind.INT) {
        code.op(Opcodes.I2L);
      }
      code.invokeVirtual(LongSet.class, "contains", boolean.class, long.class);
      code.istore(local);
      return new Value(Kind.BOOLEAN, local, value.nullLocal());
    }
    int nullLocal = in.nullable() ? code.newInt() : Value.NEVER_NULL;
    if (nullLocal >= 0) {
      code.loadNull(value);
      code.istore(nullLocal);
    }
    code.iconst(0);
    code.istore(local);
    var done = new Label();
    var found = new Label();
    jumpIfNull(value, done);
    for (Expression item : in.items()) {
      expressions.loop.branch(() -> item(value, expressions.emit(item), nullLocal, found));
    }
    code.go(done);
    code.label(found);
    code.iconst(1);
    code.istore(local);
    if (nullLocal >= 0) {
      code.iconst(0);
      code.istore(nullLocal);
    }
    code.label(done);
    return new Value(Kind.BOOLEAN, local, nullLocal);
  }

  private void item(Value value, Value item, int nullLocal, Label found) {
    var next = new Label();
    var notNull = new Label();
    if (item.nullable()) {
      code.iload(item.nullLocal());
      code.jump(Opcodes.IFEQ, notNull);
      code.iconst(1);
      code.istore(nullLocal);
      code.go(next);
    }
    code.label(notNull);
    jumpOnEquality(value, item, found, false);
    code.label(next);
  }

  /** The items as a set, when there are many and all are constants that are not null. */
  private static @Nullable LongSet constantSet(InList in) {
    if (in.items().size() < SET_ITEMS) {
      return null;
    }
    long[] values = new long[in.items().size()];
    for (int i = 0; i < values.length; i++) {
      if (!(in.items().get(i) instanceof Literal literal) || literal.value() == null) {
        return null;
      }
      values[i] =
          literal.value() instanceof BigDecimal decimal
                  && literal.type() instanceof DecimalType type
              ? decimal.setScale(type.scale()).unscaledValue().longValueExact()
              : ((Number) literal.value()).longValue();
    }
    return new LongSet(values);
  }
}
