package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Exact;
import io.sampo.codegen.kernel.Wide;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.AggregateState;
import io.sampo.plan.expression.WindowCall;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate to which rows are added one by one, and whose value may be asked for in between.
 * Used by one thread.
 */
interface WindowAggregate {
  /** Forgets all rows. */
  void clear();

  /** Adds the row at a place; all rows added are of one partition. */
  void add(WindowPartition partition, long place);

  /** Writes the value for the rows added. */
  void write(FieldWriter writer, long target);

  /** The aggregate that a window function computes. */
  static WindowAggregate of(WindowCall call, List<WindowFunction.Argument> arguments) {
    return switch (call.name()) {
      case "count" -> new Count(arguments, false);
      case "count_if" -> new Count(arguments, true);
      case "sum" -> sum(arguments.getFirst().column());
      case "avg" -> new Mean(sum(arguments.getFirst().column()), call.type());
      case "min", "bool_and" -> new Extreme(arguments.getFirst().column(), -1);
      case "max", "bool_or" -> new Extreme(arguments.getFirst().column(), 1);
      case "stddev_samp", "stddev_pop", "var_samp", "var_pop", "covar_samp", "covar_pop", "corr" ->
          new WindowMoments(call.name(), arguments);
      default -> new Kept(call, arguments);
    };
  }

  private static Sum sum(RowLayout.Field field) {
    DataType type = field.column().type();
    return type instanceof DoubleType || type instanceof FloatType
        ? new DoubleSum(field)
        : new WholeSum(field);
  }

  /** A number as a double. */
  static double number(RowLayout.Field field, long row) {
    long address = row + field.offset();
    return switch (field.layout()) {
      case FLOAT -> Memory.getFloat(address);
      case DOUBLE -> Memory.getDouble(address);
      case BYTE, SHORT, INT, LONG, INT128, VIEW ->
          ((Number) RowFields.box(field, row)).doubleValue();
    };
  }

  /** Counts rows, or those for which a condition is true. */
  final class Count implements WindowAggregate {
    private final List<WindowFunction.Argument> arguments;
    private final boolean condition;
    private long count;

    Count(List<WindowFunction.Argument> arguments, boolean condition) {
      this.arguments = arguments;
      this.condition = condition;
    }

    @Override
    public void clear() {
      count = 0;
    }

    @Override
    public void add(WindowPartition partition, long place) {
      long row = partition.row(place);
      for (WindowFunction.Argument argument : arguments) {
        if (argument.isNull(row) || condition && !Boolean.TRUE.equals(argument.value(row))) {
          return;
        }
      }
      count++;
    }

    @Override
    public void write(FieldWriter writer, long target) {
      writer.putLong(target, count);
    }
  }

  /** A sum of which the number of values is known. */
  sealed interface Sum extends WindowAggregate {
    long count();

    /** The sum as a double. */
    double total();

    /** The sum of decimals as a decimal. */
    BigDecimal decimal();
  }

  /** The sum of integers, intervals or decimals in 128 bits. */
  final class WholeSum implements Sum {
    private final RowLayout.Field field;
    private long low;
    private long high;
    private long count;

    WholeSum(RowLayout.Field field) {
      this.field = field;
    }

    @Override
    public void clear() {
      low = 0;
      high = 0;
      count = 0;
    }

    @Override
    public void add(WindowPartition partition, long place) {
      long row = partition.row(place);
      if (RowFields.isNull(field, row)) {
        return;
      }
      long address = row + field.offset();
      switch (field.layout()) {
        case BYTE -> plus(Memory.getByte(address));
        case SHORT -> plus(Memory.getShort(address));
        case INT -> plus(Memory.getInt(address));
        case LONG -> plus(Memory.getLong(address));
        case INT128 -> plus(Memory.getLong(address), Memory.getLong(address + 8));
        case FLOAT, DOUBLE, VIEW -> throw new IllegalStateException("no whole numbers: " + field);
      }
      count++;
    }

    private void plus(long value) {
      plus(value, value >> 63);
    }

    private void plus(long otherLow, long otherHigh) {
      long sum = low + otherLow;
      high += otherHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
      low = sum;
    }

    @Override
    public void write(FieldWriter writer, long target) {
      if (count == 0) {
        writer.putNull(target);
        return;
      }
      VectorLayout to = writer.field().layout();
      if (to != VectorLayout.INT128 && high != low >> 63) {
        // Fails with the error of an addition that does not fit.
        Exact.add(Long.MAX_VALUE, 1L, -1);
      }
      if (to == VectorLayout.INT) {
        writer.putLong(target, Math.toIntExact(low));
      } else {
        writer.putWide(target, low, high);
      }
    }

    @Override
    public long count() {
      return count;
    }

    private BigInteger whole() {
      return Wide.toBigInteger(low, high);
    }

    @Override
    public double total() {
      return whole().doubleValue();
    }

    @Override
    public BigDecimal decimal() {
      return new BigDecimal(
          whole(), field.column().type() instanceof DecimalType decimal ? decimal.scale() : 0);
    }
  }

  /** The sum of doubles, with its rounding error kept apart. */
  final class DoubleSum implements Sum {
    private final RowLayout.Field field;
    private double high;
    private double low;
    private long count;

    DoubleSum(RowLayout.Field field) {
      this.field = field;
    }

    @Override
    public void clear() {
      high = 0;
      low = 0;
      count = 0;
    }

    @Override
    public void add(WindowPartition partition, long place) {
      long row = partition.row(place);
      if (!RowFields.isNull(field, row)) {
        double value = number(field, row);
        double sum = high + value;
        double virtual = sum - high;
        double error = (high - (sum - virtual)) + (value - virtual);
        high = sum;
        low += Double.isFinite(sum) ? error : 0;
        count++;
      }
    }

    @Override
    public void write(FieldWriter writer, long target) {
      if (count == 0) {
        writer.putNull(target);
      } else {
        writer.putDouble(target, total());
      }
    }

    @Override
    public long count() {
      return count;
    }

    @Override
    public double total() {
      return high + low;
    }

    @Override
    public BigDecimal decimal() {
      throw new IllegalStateException("a sum of doubles");
    }
  }

  /** The mean of what is summed. */
  record Mean(Sum sum, DataType type) implements WindowAggregate {
    @Override
    public void clear() {
      sum.clear();
    }

    @Override
    public void add(WindowPartition partition, long place) {
      sum.add(partition, place);
    }

    @Override
    public void write(FieldWriter writer, long target) {
      if (sum.count() == 0) {
        writer.putNull(target);
      } else if (type instanceof DoubleType) {
        writer.putDouble(target, sum.total() / sum.count());
      } else {
        int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
        BigDecimal mean =
            sum.decimal().divide(BigDecimal.valueOf(sum.count()), scale, RoundingMode.HALF_UP);
        writer.put(target, type instanceof DecimalType ? mean : (Object) mean.longValueExact());
      }
    }
  }

  /** The smallest or largest value, by the place of the row that has it. */
  final class Extreme implements WindowAggregate {
    private final RowLayout.Field field;
    private final int sign;
    private @Nullable WindowPartition rows;
    private long best = -1;

    Extreme(RowLayout.Field field, int sign) {
      this.field = field;
      this.sign = sign;
    }

    @Override
    public void clear() {
      best = -1;
      rows = null;
    }

    @Override
    public void add(WindowPartition partition, long place) {
      long row = partition.row(place);
      rows = partition;
      if (!RowFields.isNull(field, row)
          && (best < 0 || RowFields.compare(field, row, partition.row(best)) * sign > 0)) {
        best = place;
      }
    }

    @Override
    public void write(FieldWriter writer, long target) {
      if (rows == null || best < 0) {
        writer.putNull(target);
      } else {
        writer.copy(field, rows.row(best), target);
      }
    }
  }

  /** Any other aggregate, by an accumulator on the heap. */
  final class Kept implements WindowAggregate {
    private final AggregateState state;
    private final List<WindowFunction.Argument> arguments;
    private HeapAccumulator accumulator;

    Kept(WindowCall call, List<WindowFunction.Argument> arguments) {
      this.arguments = arguments;
      this.state =
          new AggregateState(
              List.of(),
              AggregateState.Kind.HEAP,
              call.arguments(),
              Optional.of(call.function()),
              List.of(),
              Optional.empty());
      this.accumulator = HeapAccumulator.of(state);
    }

    @Override
    public void clear() {
      accumulator = HeapAccumulator.of(state);
    }

    @Override
    public void add(WindowPartition partition, long place) {
      long row = partition.row(place);
      @Nullable Object[] values = new Object[arguments.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments.get(i).value(row);
      }
      accumulator.add(values);
    }

    @Override
    public void write(FieldWriter writer, long target) {
      writer.put(target, accumulator.result());
    }
  }
}
