package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.Wide;
import io.sampo.plan.expression.Cast;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.LongType;
import java.math.BigInteger;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Writes casts that cannot fail; others are left to the interpreter, which knows every error. */
final class CastEmitter {
  private final ExpressionEmitter expressions;
  private final Code code;

  CastEmitter(ExpressionEmitter expressions) {
    this.expressions = expressions;
    this.code = expressions.code;
  }

  Value emit(Cast cast) {
    DataType from = cast.child().type();
    DataType to = cast.type();
    if (from.equals(to)) {
      return expressions.emit(cast.child());
    }
    if (to instanceof DecimalType target && (from instanceof DecimalType || from.isIntegral())) {
      Value narrow = toDecimal(cast, target);
      return narrow != null ? narrow : expressions.fallback().emit(cast);
    }
    if (to instanceof DoubleType && (from.isNumeric())) {
      return toDouble(cast);
    }
    Intervals.Interval child = from.isIntegral() ? expressions.intervals.of(cast.child()) : null;
    if (to.isIntegral() && child != null && Intervals.fits(child, to)) {
      return integer(cast, to instanceof LongType ? Kind.LONG : Kind.INT);
    }
    return expressions.fallback().emit(cast);
  }

  private Value integer(Cast cast, Kind kind) {
    Value value = expressions.emit(cast.child());
    if (value.kind() == kind) {
      return value;
    }
    int local = code.newLocal(kind);
    code.load(value);
    code.op(kind == Kind.LONG ? Opcodes.I2L : Opcodes.L2I);
    code.store(kind, local);
    return new Value(kind, local, value.nullLocal());
  }

  private @Nullable Value toDecimal(Cast cast, DecimalType target) {
    Intervals.Interval result = expressions.intervals.of(cast);
    int fromScale = cast.child().type() instanceof DecimalType from ? from.scale() : 0;
    Intervals.Interval source = expressions.intervals.of(cast.child());
    if (source == null || target.scale() < fromScale) {
      return null;
    }
    BigInteger factor = BigInteger.TEN.pow(target.scale() - fromScale);
    Intervals.Interval scaled = source.times(factor);
    if (!Intervals.fits(scaled, target) || result == null) {
      return null;
    }
    Value value = expressions.emit(cast.child());
    if (scaled.fitsLong() && value.kind() != Kind.WIDE) {
      return scaledLong(value, factor.longValueExact());
    }
    if (factor.bitLength() > 63) {
      return null;
    }
    Value wide = expressions.widen(value.kind() == Kind.INT ? scaledLong(value, 1) : value);
    if (factor.equals(BigInteger.ONE)) {
      return wide;
    }
    int out = expressions.loop.scratch();
    int local = code.newLocal(Kind.WIDE);
    code.load(wide);
    code.lconst(factor.longValueExact());
    code.lload(out);
    code.invokeStatic(
        Wide.class, "scaleUp", void.class, long.class, long.class, long.class, long.class);
    code.lload(out);
    code.memoryGet("getLong", long.class);
    code.lstore(local);
    code.offset(out, 8);
    code.memoryGet("getLong", long.class);
    code.lstore(local + 2);
    return new Value(Kind.WIDE, local, value.nullLocal());
  }

  private Value scaledLong(Value value, long factor) {
    if (factor == 1 && value.kind() == Kind.LONG) {
      return value;
    }
    int local = code.newLong();
    code.load(value);
    if (value.kind() == Kind.INT) {
      code.op(Opcodes.I2L);
    }
    if (factor != 1) {
      code.lconst(factor);
      code.op(Opcodes.LMUL);
    }
    code.lstore(local);
    return new Value(Kind.LONG, local, value.nullLocal());
  }

  private Value toDouble(Cast cast) {
    Value value = expressions.emit(cast.child());
    int local = code.newLocal(Kind.DOUBLE);
    if (cast.child().type() instanceof DecimalType from) {
      code.load(expressions.widen(value));
      code.iconst(from.scale());
      code.invokeStatic(Wide.class, "toDouble", double.class, long.class, long.class, int.class);
    } else {
      code.load(value);
      switch (value.kind()) {
        case INT, BOOLEAN -> code.op(Opcodes.I2D);
        case LONG -> code.op(Opcodes.L2D);
        case FLOAT -> code.op(Opcodes.F2D);
        case DOUBLE -> {}
        case WIDE, VIEW -> throw new IllegalStateException("no number");
      }
    }
    code.store(Kind.DOUBLE, local);
    return new Value(Kind.DOUBLE, local, value.nullLocal());
  }
}
