package io.sampo.runtime.operator;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.AggregateState;
import io.sampo.plan.function.kernel.OrderKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.ShortType;
import io.sampo.types.StructType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A histogram whose bins are as wide as the values want: each distinct value is a bin of its own,
 * and while there are too many, the two that lie closest become one at their weighted mean. All
 * distinct values are kept until the end, so that the bins do not depend on the order of the rows.
 */
final class NumericHistogram implements HeapAccumulator {
  private final DataType type;
  private final TreeMap<Double, Long> counts = new TreeMap<>(OrderKernels::compare);
  private int bins;

  NumericHistogram(AggregateState state) {
    var array = (ArrayType) state.columns().getLast().type();
    type = ((StructType) array.elementType()).fields().getFirst().type();
  }

  @Override
  public void add(@Nullable Object[] values) {
    if (values[1] instanceof Integer wanted) {
      if (wanted < 2) {
        throw new SampoException(
            ErrorCode.INVALID_ARGUMENT,
            Map.of("parameter", "bins", "value", wanted, "details", "at least 2 are needed"));
      }
      bins = wanted;
    }
    if (values[0] instanceof Number number) {
      counts.merge(number.doubleValue(), 1L, Math::addExact);
    }
  }

  @Override
  public void merge(HeapAccumulator other) {
    var more = (NumericHistogram) other;
    bins = Math.max(bins, more.bins);
    more.counts.forEach((value, count) -> counts.merge(value, count, Math::addExact));
  }

  @Override
  public void save(DataOutputStream out) throws IOException {
    out.writeInt(bins);
    SavedValues.write(out, counts);
  }

  @Override
  public void load(DataInputStream in) throws IOException {
    bins = Math.max(bins, in.readInt());
    if (SavedValues.read(in) instanceof Map<?, ?> more) {
      more.forEach((value, count) -> counts.merge((Double) value, (Long) count, Math::addExact));
    }
  }

  @Override
  public long bytes() {
    return 2 * VALUE_BYTES * counts.size();
  }

  @Override
  public @Nullable Object result() {
    if (counts.isEmpty()) {
      return null;
    }
    var places = new ArrayList<Double>();
    var weights = new ArrayList<Double>();
    counts.forEach((value, count) -> {
      places.add(value);
      weights.add((double) count);
    });
    while (places.size() > bins) {
      join(places, weights, closest(places));
    }
    var result = new ArrayList<List<Object>>();
    for (int i = 0; i < places.size(); i++) {
      result.add(List.of(typed(places.get(i)), weights.get(i)));
    }
    return result;
  }

  private static int closest(List<Double> places) {
    int closest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < places.size(); i++) {
      double distance = places.get(i + 1) - places.get(i);
      if (distance < least) {
        least = distance;
        closest = i;
      }
    }
    return closest;
  }

  private static void join(List<Double> places, List<Double> weights, int at) {
    double weight = weights.get(at) + weights.get(at + 1);
    double place =
        (places.get(at) * weights.get(at) + places.get(at + 1) * weights.get(at + 1)) / weight;
    places.set(at, place);
    weights.set(at, weight);
    places.remove(at + 1);
    weights.remove(at + 1);
  }

  /** A bin's place as a value of the column's type; whole numbers are cut, as a cast does. */
  private Object typed(double place) {
    return switch (type) {
      case DoubleType _ -> place;
      case FloatType _ -> (float) place;
      case DecimalType decimal ->
          BigDecimal.valueOf(place).setScale(decimal.scale(), RoundingMode.HALF_UP);
      case ByteType _ -> (byte) place;
      case ShortType _ -> (short) place;
      case IntegerType _ -> (int) place;
      default -> (long) place;
    };
  }
}
