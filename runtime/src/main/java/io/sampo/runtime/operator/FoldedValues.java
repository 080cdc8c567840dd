package io.sampo.runtime.operator;

import io.sampo.physical.AggregateState;
import io.sampo.plan.function.kernel.OrderKernels;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.YearMonthIntervalType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Accumulators that keep one value only. */
final class FoldedValues {
  private FoldedValues() {}

  /** The first argument of the row with the smallest or largest second one. */
  static final class Extreme implements HeapAccumulator {
    private final int sign;
    private @Nullable Object value;
    private @Nullable Object key;
    private long bytes;

    /**
     * @param sign positive for the largest
     */
    Extreme(int sign) {
      this.sign = sign;
    }

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[1] != null) {
        enter(arguments[0], arguments[1]);
      }
    }

    private void enter(@Nullable Object otherValue, Object otherKey) {
      int order = key == null ? 1 : OrderKernels.compare(otherKey, key) * sign;
      if (order > 0 || order == 0 && isSmaller(otherValue)) {
        value = otherValue;
        key = otherKey;
        bytes = HeapAccumulator.bytes(value) + HeapAccumulator.bytes(key);
      }
    }

    /**
     * Decides between rows with the same key, so that the answer does not depend on which came
     * first.
     */
    private boolean isSmaller(@Nullable Object other) {
      return other instanceof Comparable
              && value instanceof Comparable
              && OrderKernels.compare(other, value) < 0
          || other == null && value != null;
    }

    @Override
    public void merge(HeapAccumulator other) {
      var more = (Extreme) other;
      if (more.key != null) {
        enter(more.value, more.key);
      }
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
      SavedValues.write(out, value);
      SavedValues.write(out, key);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      Object otherValue = SavedValues.read(in);
      Object otherKey = SavedValues.read(in);
      if (otherKey != null) {
        enter(otherValue, otherKey);
      }
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public @Nullable Object result() {
      return value;
    }
  }

  /** Integers joined bit by bit. */
  static final class Bits implements HeapAccumulator {
    private final LongBinaryOperator operator;
    private @Nullable Long bits;

    Bits(LongBinaryOperator operator) {
      this.operator = operator;
    }

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] instanceof Number number) {
        enter(number.longValue());
      }
    }

    private void enter(long value) {
      bits = bits == null ? value : operator.applyAsLong(bits, value);
    }

    @Override
    public void merge(HeapAccumulator other) {
      Long more = ((Bits) other).bits;
      if (more != null) {
        enter(more);
      }
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
      SavedValues.write(out, bits);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      if (SavedValues.read(in) instanceof Long more) {
        enter(more);
      }
    }

    @Override
    public long bytes() {
      return HeapAccumulator.bytes(bits);
    }

    @Override
    public @Nullable Object result() {
      return bits;
    }
  }

  /** A sum or mean that is null when it does not fit. */
  static final class Sum implements HeapAccumulator {
    private final DataType type;
    private final boolean mean;
    private BigDecimal exact = BigDecimal.ZERO;
    private double high;
    private double low;
    private long count;

    Sum(AggregateState state, boolean mean) {
      this.type = state.function().orElseThrow().resultType();
      this.mean = mean;
    }

    @Override
    public void add(@Nullable Object[] arguments) {
      switch (arguments[0]) {
        case Double value -> enter(value);
        case Float value -> enter((double) value);
        case BigDecimal value -> exact = exact.add(value);
        case Number value -> exact = exact.add(BigDecimal.valueOf(value.longValue()));
        case null, default -> {
          return;
        }
      }
      count++;
    }

    /** Keeps the rounding error apart, so that the order of the rows hardly matters. */
    private void enter(double value) {
      double sum = high + value;
      double virtual = sum - high;
      double error = (high - (sum - virtual)) + (value - virtual);
      high = sum;
      low = Double.isFinite(sum) ? low + error : 0;
    }

    @Override
    public void merge(HeapAccumulator other) {
      var more = (Sum) other;
      exact = exact.add(more.exact);
      enter(more.high);
      low += more.low;
      count += more.count;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
      SavedValues.write(out, exact);
      out.writeLong(Double.doubleToRawLongBits(high));
      out.writeLong(Double.doubleToRawLongBits(low));
      out.writeLong(count);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      if (SavedValues.read(in) instanceof BigDecimal more) {
        exact = exact.add(more);
      }
      enter(Double.longBitsToDouble(in.readLong()));
      low += Double.longBitsToDouble(in.readLong());
      count += in.readLong();
    }

    @Override
    public long bytes() {
      return HeapAccumulator.bytes(exact);
    }

    @Override
    public @Nullable Object result() {
      if (count == 0) {
        return null;
      }
      if (type instanceof DoubleType) {
        double sum = exact.signum() == 0 ? high + low : exact.doubleValue();
        return mean ? sum / count : sum;
      }
      int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
      BigDecimal value =
          mean
              ? exact.divide(BigDecimal.valueOf(count), scale, RoundingMode.HALF_UP)
              : exact.setScale(scale, RoundingMode.HALF_UP);
      if (type instanceof DecimalType decimal) {
        return value.precision() > decimal.precision() ? null : value;
      }
      BigInteger whole = value.toBigInteger();
      if (type instanceof YearMonthIntervalType) {
        return whole.bitLength() > 31 ? null : (Object) whole.intValue();
      }
      return whole.bitLength() > 63 ? null : (Object) whole.longValue();
    }
  }
}
