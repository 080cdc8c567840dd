package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.DecimalOperation;
import io.sampo.codegen.kernel.Exact;
import io.sampo.codegen.kernel.Wide;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.types.DecimalType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import java.math.BigInteger;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes {@code + - * / %} and negation. */
final class ArithmeticEmitter {
  private final ExpressionEmitter expressions;
  private final Code code;

  ArithmeticEmitter(ExpressionEmitter expressions) {
    this.expressions = expressions;
    this.code = expressions.code;
  }

  Value emit(Call call) {
    if (call.name().equals("negative")) {
      return negative(call);
    }
    if (call.arguments().size() != 2) {
      return expressions.fallback().emit(call);
    }
    if (call.type() instanceof DecimalType type) {
      return decimal(call, type);
    }
    Expression left = call.arguments().get(0);
    Expression right = call.arguments().get(1);
    Kind kind = Kinds.of(call.type());
    boolean sameTypes = left.type().equals(call.type()) && right.type().equals(call.type());
    if (!sameTypes
        || kind == Kind.INT && !(call.type() instanceof IntegerType)
        || kind == Kind.VIEW) {
      return expressions.fallback().emit(call);
    }
    return switch (kind) {
      case INT, LONG ->
          call.name().equals("/") || kind == Kind.LONG && !(call.type() instanceof LongType)
              ? expressions.fallback().emit(call)
              : integer(call, kind);
      case FLOAT, DOUBLE ->
          call.name().equals("%") ? expressions.fallback().emit(call) : floating(call, kind);
      case BOOLEAN, WIDE, VIEW -> expressions.fallback().emit(call);
    };
  }

  private Value negative(Call call) {
    Kind kind = Kinds.of(call.type());
    if (kind != Kind.DOUBLE && kind != Kind.FLOAT) {
      return expressions.fallback().emit(call);
    }
    Value value = expressions.emit(call.arguments().getFirst());
    int local = code.newLocal(kind);
    code.load(value);
    code.op(kind == Kind.DOUBLE ? Opcodes.DNEG : Opcodes.FNEG);
    code.store(kind, local);
    return new Value(kind, local, value.nullLocal());
  }

  private Value integer(Call call, Kind kind) {
    Value left = expressions.emit(call.arguments().get(0));
    Value right = expressions.emit(call.arguments().get(1));
    int nullLocal = code.anyNull(left, right);
    Intervals.Interval natural = expressions.intervals.naturalResult(call);
    boolean safe = natural != null && Intervals.fits(natural, call.type());
    int local = code.newLocal(kind);
    Class<?> type = kind == Kind.INT ? int.class : long.class;
    if (safe) {
      code.load(left);
      code.load(right);
      code.op(opcode(call.name(), kind));
      code.store(kind, local);
      return new Value(kind, local, nullLocal);
    }
    guarded(
        kind,
        local,
        nullLocal,
        () -> {
          code.load(left);
          code.load(right);
          code.iconst(expressions.context.site(call.origin()));
          code.invokeStatic(Exact.class, method(call.name()), type, type, type, int.class);
        });
    return new Value(kind, local, nullLocal);
  }

  /**
   * Computes only where the operands are not null, since a check must not fire for a null's
   * arbitrary value.
   */
  void guarded(Kind kind, int local, int nullLocal, Runnable computation) {
    if (nullLocal < 0) {
      computation.run();
      code.store(kind, local);
      return;
    }
    var done = new Label();
    code.zero(kind, local);
    code.iload(nullLocal);
    code.jump(Opcodes.IFNE, done);
    computation.run();
    code.store(kind, local);
    code.label(done);
  }

  private static String method(String operator) {
    return switch (operator) {
      case "+" -> "add";
      case "-" -> "subtract";
      case "*" -> "multiply";
      case "/" -> "divide";
      case "%" -> "remainder";
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static int opcode(String operator, Kind kind) {
    int base =
        switch (operator) {
          case "+" -> Opcodes.IADD;
          case "-" -> Opcodes.ISUB;
          case "*" -> Opcodes.IMUL;
          default -> throw new IllegalArgumentException(operator);
        };
    return switch (kind) {
      case INT -> base;
      case LONG -> base + 1;
      case FLOAT -> base + 2;
      case DOUBLE -> base + 3;
      case BOOLEAN, WIDE, VIEW -> throw new IllegalArgumentException(kind.name());
    };
  }

  private Value floating(Call call, Kind kind) {
    Value left = expressions.emit(call.arguments().get(0));
    Value right = expressions.emit(call.arguments().get(1));
    int nullLocal = code.anyNull(left, right);
    int local = code.newLocal(kind);
    if (!call.name().equals("/")) {
      code.load(left);
      code.load(right);
      code.op(opcode(call.name(), kind));
      code.store(kind, local);
      return new Value(kind, local, nullLocal);
    }
    Class<?> type = kind == Kind.DOUBLE ? double.class : float.class;
    guarded(
        kind,
        local,
        nullLocal,
        () -> {
          code.load(left);
          code.load(right);
          code.iconst(expressions.context.site(call.origin()));
          code.invokeStatic(Exact.class, "divide", type, type, type, int.class);
        });
    return new Value(kind, local, nullLocal);
  }

  private Value decimal(Call call, DecimalType result) {
    Expression left = call.arguments().get(0);
    Expression right = call.arguments().get(1);
    if (!(left.type() instanceof DecimalType leftType)
        || !(right.type() instanceof DecimalType rightType)) {
      return expressions.fallback().emit(call);
    }
    Intervals.Interval natural = expressions.intervals.naturalResult(call);
    Intervals.Interval limit = Intervals.ofType(result);
    if (natural != null && limit != null && natural.fitsLong() && natural.within(limit)) {
      return narrow(call, leftType, rightType, result);
    }
    Value a = expressions.emit(left);
    Value b = expressions.emit(right);
    if (call.name().equals("*")
        && a.kind() == Kind.LONG
        && b.kind() == Kind.LONG
        && leftType.scale() + rightType.scale() == result.scale()
        && natural != null
        && limit != null
        && natural.within(limit)) {
      return wideProduct(a, b);
    }
    return general(call, a, leftType.scale(), b, rightType.scale(), result);
  }

  private Value narrow(Call call, DecimalType leftType, DecimalType rightType, DecimalType result) {
    Value left = expressions.emit(call.arguments().get(0));
    Value right = expressions.emit(call.arguments().get(1));
    if (left.kind() != Kind.LONG || right.kind() != Kind.LONG) {
      return general(call, left, leftType.scale(), right, rightType.scale(), result);
    }
    boolean product = call.name().equals("*");
    int local = code.newLong();
    pushScaled(left, product ? 0 : result.scale() - leftType.scale());
    pushScaled(right, product ? 0 : result.scale() - rightType.scale());
    code.op(opcode(call.name(), Kind.LONG));
    code.lstore(local);
    return new Value(Kind.LONG, local, code.anyNull(left, right));
  }

  private void pushScaled(Value value, int digits) {
    code.lload(value.local());
    if (digits > 0) {
      code.lconst(BigInteger.TEN.pow(digits).longValueExact());
      code.op(Opcodes.LMUL);
    }
  }

  private Value wideProduct(Value a, Value b) {
    int local = code.newLocal(Kind.WIDE);
    code.lload(a.local());
    code.lload(b.local());
    code.op(Opcodes.LMUL);
    code.lstore(local);
    code.lload(a.local());
    code.lload(b.local());
    code.invokeStatic(Math.class, "multiplyHigh", long.class, long.class, long.class);
    code.lstore(local + 2);
    return new Value(Kind.WIDE, local, code.anyNull(a, b));
  }

  private Value general(Call call, Value a, int scaleA, Value b, int scaleB, DecimalType result) {
    Value wideA = expressions.widen(a);
    Value wideB = expressions.widen(b);
    int nullLocal = code.anyNull(a, b);
    int out = expressions.loop.scratch();
    boolean fits = result.fitsLong();
    Kind kind = fits ? Kind.LONG : Kind.WIDE;
    int local = code.newLocal(kind);
    var form =
        new DecimalOperation(
            call.name().charAt(0),
            scaleA,
            scaleB,
            result.precision(),
            result.scale(),
            expressions.context.site(call.origin()));
    int formLocal = expressions.loop.constant(form, DecimalOperation.class);
    guarded(
        kind,
        local,
        nullLocal,
        () -> {
          code.load(wideA);
          code.load(wideB);
          code.aload(formLocal);
          code.lload(out);
          code.invokeStatic(
              Wide.class,
              "compute",
              void.class,
              long.class,
              long.class,
              long.class,
              long.class,
              DecimalOperation.class,
              long.class);
          pushWide(out, kind);
        });
    return new Value(kind, local, nullLocal);
  }

  /** Pushes the result that a kernel wrote to 16 bytes of scratch memory. */
  void pushWide(int out, Kind kind) {
    code.lload(out);
    code.memoryGet("getLong", long.class);
    if (kind == Kind.WIDE) {
      code.offset(out, 8);
      code.memoryGet("getLong", long.class);
    }
  }
}
