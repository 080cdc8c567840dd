package io.sampo.codegen.emit;

import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.Lambda;
import io.sampo.plan.expression.LambdaVariable;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.expression.WindowCall;
import io.sampo.types.BinaryType;
import io.sampo.types.DecimalType;
import io.sampo.types.StringType;
import java.math.BigDecimal;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes the evaluation of an expression into the loop: the result is in locals. */
final class ExpressionEmitter {
  final Loop loop;
  final Code code;
  final ClassContext context;
  final Intervals intervals;
  private final ArithmeticEmitter arithmetic;
  private final ConditionEmitter conditions;
  private final TextEmitter text;
  private final CastEmitter casts;
  private final FallbackEmitter fallback;

  ExpressionEmitter(Loop loop) {
    this.loop = loop;
    this.code = loop.code;
    this.context = loop.context;
    this.intervals = new Intervals(loop);
    this.arithmetic = new ArithmeticEmitter(this);
    this.conditions = new ConditionEmitter(this);
    this.text = new TextEmitter(this);
    this.casts = new CastEmitter(this);
    this.fallback = new FallbackEmitter(this);
  }

  ConditionEmitter conditions() {
    return conditions;
  }

  FallbackEmitter fallback() {
    return fallback;
  }

  /** Evaluates; equal expressions on one path are evaluated once. */
  Value emit(Expression expression) {
    Value ready = loop.substituted(expression);
    if (ready != null) {
      return ready;
    }
    if (expression instanceof Literal) {
      return compute(expression);
    }
    Object key = expression instanceof ColumnReference column ? (Object) column.id() : expression;
    Value known = loop.cached(key);
    return known != null ? known : loop.remember(key, compute(expression));
  }

  private Value compute(Expression expression) {
    return switch (expression) {
      case ColumnReference column -> column(column);
      case Literal literal -> literal(literal);
      case Call call -> call(call);
      case Cast cast -> casts.emit(cast);
      case Conditional conditional -> conditional(conditional);
      case InList in -> conditions.value(in);
      case AggregateCall call -> throw misplaced(call);
      case WindowCall call -> throw misplaced(call);
      case ScalarSubquery subquery -> throw misplaced(subquery);
      case ExistsSubquery subquery -> throw misplaced(subquery);
      case InSubquery subquery -> throw misplaced(subquery);
      case QuantifiedSubquery subquery -> throw misplaced(subquery);
      case Lambda lambda -> throw misplaced(lambda);
      case LambdaVariable variable -> throw misplaced(variable);
    };
  }

  private static IllegalStateException misplaced(Expression expression) {
    return new IllegalStateException(
        "not a row expression: " + expression.getClass().getSimpleName());
  }

  private Value column(ColumnReference column) {
    return switch (loop.access(column)) {
      case Access.Inline inline -> emit(inline.expression());
      case Access.Batch batch -> loop.load(column, batch);
      case Access.Row row -> loop.load(column, row);
      case Access.Kept kept -> loop.load(column, kept);
    };
  }

  private Value literal(Literal literal) {
    Object value = literal.value();
    Kind kind = Kinds.of(literal.type());
    if (value == null) {
      return nullValue(kind);
    }
    if (literal.type() instanceof DecimalType decimal) {
      return decimalLiteral((BigDecimal) value, decimal, kind);
    }
    int local = code.newLocal(kind);
    switch (kind) {
      case BOOLEAN -> code.iconst((Boolean) value ? 1 : 0);
      case INT -> code.iconst(((Number) value).intValue());
      case LONG -> code.lconst(((Number) value).longValue());
      case FLOAT -> code.mv.visitLdcInsn(((Number) value).floatValue());
      case DOUBLE -> code.mv.visitLdcInsn(((Number) value).doubleValue());
      case VIEW -> {
        if (literal.type() instanceof StringType) {
          return new Value(kind, loop.literal(context.literal((String) value)), Value.NEVER_NULL);
        }
        if (literal.type() instanceof BinaryType) {
          return new Value(kind, loop.literal(context.literal((byte[]) value)), Value.NEVER_NULL);
        }
        return fallback.emit(literal);
      }
      case WIDE -> {
        return fallback.emit(literal);
      }
    }
    code.store(kind, local);
    return new Value(kind, local, Value.NEVER_NULL);
  }

  private Value decimalLiteral(BigDecimal value, DecimalType type, Kind kind) {
    var unscaled = value.setScale(type.scale()).unscaledValue();
    if (unscaled.bitLength() < 64) {
      int local = code.newLong();
      code.lconst(unscaled.longValue());
      code.lstore(local);
      return new Value(Kind.LONG, local, Value.NEVER_NULL);
    }
    int local = code.newLocal(kind);
    code.lconst(unscaled.longValue());
    code.lconst(unscaled.shiftRight(64).longValue());
    code.store(Kind.WIDE, local);
    return new Value(Kind.WIDE, local, Value.NEVER_NULL);
  }

  /** A null of the kind. */
  Value nullValue(Kind kind) {
    int local = code.newLocal(kind);
    if (kind == Kind.VIEW) {
      code.lload(loop.literal(context.literal("")));
      code.lstore(local);
    } else {
      code.zero(kind, local);
    }
    int nullLocal = code.newInt();
    code.iconst(1);
    code.istore(nullLocal);
    return new Value(kind, local, nullLocal);
  }

  private Value call(Call call) {
    return switch (call.name()) {
      case "+", "-", "*", "/", "%", "negative" -> arithmetic.emit(call);
      case "=", "<>", "<", "<=", ">", ">=", "<=>", "and", "or", "not", "isnull", "isnotnull" ->
          conditions.value(call);
      case "coalesce" -> coalesce(call);
      case "like",
          "startswith",
          "endswith",
          "contains",
          "length",
          "substring",
          "year",
          "month",
          "day" ->
          text.emit(call);
      default -> fallback.emit(call);
    };
  }

  private Value coalesce(Call call) {
    Kind kind = joinedKind(call.arguments());
    int local = code.newLocal(kind);
    int nullLocal = code.newInt();
    var done = new Label();
    Value none = nullValue(kind);
    assign(none, kind, local, nullLocal);
    coalesceFrom(call, 0, kind, local, nullLocal, done);
    code.label(done);
    return new Value(kind, local, call.nullable() ? nullLocal : Value.NEVER_NULL);
  }

  private void coalesceFrom(Call call, int index, Kind kind, int local, int nullLocal, Label done) {
    if (index == call.arguments().size()) {
      return;
    }
    Value value = emit(call.arguments().get(index));
    var next = new Label();
    if (value.nullable()) {
      code.iload(value.nullLocal());
      code.jump(Opcodes.IFNE, next);
    }
    assign(value.withNull(Value.NEVER_NULL), kind, local, nullLocal);
    code.go(done);
    code.label(next);
    if (value.nullable()) {
      loop.branch(() -> coalesceFrom(call, index + 1, kind, local, nullLocal, done));
    }
  }

  private Value conditional(Conditional conditional) {
    Kind kind =
        joinedKind(conditional.children().stream().filter(e -> isResult(conditional, e)).toList());
    int local = code.newLocal(kind);
    int nullLocal = code.newInt();
    code.zero(kind, local);
    code.iconst(0);
    code.istore(nullLocal);
    var done = new Label();
    branchesFrom(conditional, 0, kind, local, nullLocal, done);
    code.label(done);
    return new Value(kind, local, conditional.nullable() ? nullLocal : Value.NEVER_NULL);
  }

  private static boolean isResult(Conditional conditional, Expression candidate) {
    return candidate == conditional.otherwise()
        || conditional.branches().stream().anyMatch(branch -> branch.value() == candidate);
  }

  private void branchesFrom(
      Conditional conditional, int index, Kind kind, int local, int nullLocal, Label done) {
    if (index == conditional.branches().size()) {
      loop.branch(() -> assign(emit(conditional.otherwise()), kind, local, nullLocal));
      return;
    }
    var branch = conditional.branches().get(index);
    var next = new Label();
    loop.branch(() -> {
      conditions.jumpUnlessTrue(branch.condition(), next);
      assign(emit(branch.value()), kind, local, nullLocal);
      code.go(done);
    });
    code.label(next);
    loop.branch(() -> branchesFrom(conditional, index + 1, kind, local, nullLocal, done));
  }

  /** The kind that holds the values of all expressions: WIDE as soon as one may be. */
  private Kind joinedKind(List<Expression> expressions) {
    Kind kind = Kinds.of(expressions.getFirst().type());
    if (kind != Kind.WIDE) {
      return kind;
    }
    return expressions.stream().allMatch(e -> intervals.fitsLong(e)) ? Kind.LONG : Kind.WIDE;
  }

  /** Copies a value into a slot of a kind it can be widened to. */
  void assign(Value value, Kind kind, int local, int nullLocal) {
    Value fitting = kind == Kind.WIDE ? widen(value) : value;
    if (kind == Kind.LONG) {
      // A wide value here is proven to fit: its low half is all of it.
      code.lload(value.local());
    } else {
      code.load(fitting);
    }
    code.store(kind, local);
    if (nullLocal >= 0) {
      code.loadNull(value);
      code.istore(nullLocal);
    }
  }

  /** The value as two longs. */
  Value widen(Value value) {
    if (value.kind() == Kind.WIDE) {
      return value;
    }
    int local = code.newLocal(Kind.WIDE);
    code.lload(value.local());
    code.lstore(local);
    code.lload(value.local());
    code.iconst(63);
    code.op(Opcodes.LSHR);
    code.lstore(local + 2);
    return new Value(Kind.WIDE, local, value.nullLocal());
  }
}
