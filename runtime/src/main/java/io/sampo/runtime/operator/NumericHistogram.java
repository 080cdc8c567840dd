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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
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
    var bars = new Bars(counts);
    bars.joinClosest(bins);
    var result = new ArrayList<List<Object>>();
    for (int bar = 0; bar >= 0; bar = bars.next[bar]) {
      result.add(List.of(typed(bars.places[bar]), bars.weights[bar]));
    }
    return result;
  }

  /**
   * Bins in order. The closest pair is found by a queue of distances, of which those that belong to
   * a pair that is no more are passed over.
   */
  private static final class Bars {
    private static final int END = -1;

    private final double[] places;
    private final double[] weights;
    private final int[] next;
    private final int[] previous;
    private int left;

    /** Two neighbours when they were that far apart. */
    private record Pair(int first, int second, double distance) {}

    Bars(TreeMap<Double, Long> counts) {
      left = counts.size();
      places = new double[left];
      weights = new double[left];
      next = new int[left];
      previous = new int[left];
      int bar = 0;
      for (Map.Entry<Double, Long> entry : counts.entrySet()) {
        places[bar] = entry.getKey();
        weights[bar] = entry.getValue();
        previous[bar] = bar - 1;
        next[bar] = bar + 1 < left ? bar + 1 : END;
        bar++;
      }
    }

    /** Joins pairs until there are only so many bins; of equally close pairs the first. */
    void joinClosest(int most) {
      if (left <= most) {
        return;
      }
      var closest =
          new PriorityQueue<Pair>(
              Comparator.comparingDouble(Pair::distance).thenComparingInt(Pair::first));
      for (int bar = 0; next[bar] != END; bar++) {
        closest.add(pair(bar));
      }
      while (left > most) {
        Pair pair = closest.remove();
        if (isCurrent(pair)) {
          join(pair.first(), pair.second());
          if (next[pair.first()] != END) {
            closest.add(pair(pair.first()));
          }
          if (previous[pair.first()] != END) {
            closest.add(pair(previous[pair.first()]));
          }
        }
      }
    }

    private Pair pair(int first) {
      int second = next[first];
      return new Pair(first, second, places[second] - places[first]);
    }

    private boolean isCurrent(Pair pair) {
      return weights[pair.first()] > 0
          && next[pair.first()] == pair.second()
          && Double.compare(pair.distance(), pair(pair.first()).distance()) == 0;
    }

    private void join(int first, int second) {
      double weight = weights[first] + weights[second];
      places[first] = (places[first] * weights[first] + places[second] * weights[second]) / weight;
      weights[first] = weight;
      weights[second] = 0;
      next[first] = next[second];
      if (next[first] != END) {
        previous[next[first]] = first;
      }
      left--;
    }
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
