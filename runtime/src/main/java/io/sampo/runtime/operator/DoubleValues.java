package io.sampo.runtime.operator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All doubles of a group, for percentiles and moments. NaN is above everything. Those of a group
 * that is too large for the heap are put on disk from time to time.
 */
final class DoubleValues implements HeapAccumulator {
  private static final int FIRST = 16;

  /** Fewer values are not worth a run on disk. */
  private static final int WORTH_SPILLING = 4096;

  private final Result wanted;
  private final Shares shares;
  private double[] values = new double[FIRST];
  private int count;
  private @Nullable SpilledDoubles spilled;

  /** What is computed in the end. */
  enum Result {
    PERCENTILE,
    DISCRETE_PERCENTILE,
    SKEWNESS,
    KURTOSIS,
    PRODUCT
  }

  DoubleValues(Result wanted, Shares shares) {
    this.wanted = wanted;
    this.shares = shares;
  }

  void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, capacity(count + 1L));
    }
    values[count++] = value;
  }

  private static int capacity(long needed) {
    return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, needed + (needed >> 1)));
  }

  @Override
  public void add(@Nullable Object[] arguments) {
    shares.see(arguments);
    if (arguments[0] instanceof Number number) {
      add(number.doubleValue());
    }
  }

  @Override
  public void merge(HeapAccumulator other) {
    var more = (DoubleValues) other;
    shares.see(more.shares);
    if (more.spilled != null) {
      if (spilled == null) {
        spilled = more.spilled;
      } else {
        spilled.merge(more.spilled);
      }
      more.spilled = null;
    }
    int total = Math.addExact(count, more.count);
    if (total > values.length) {
      values = Arrays.copyOf(values, capacity(total));
    }
    System.arraycopy(more.values, 0, values, count, more.count);
    count = total;
    more.values = new double[0];
    more.count = 0;
  }

  @Override
  public void shrink(QueryContext context) {
    if (count < WORTH_SPILLING) {
      return;
    }
    if (spilled == null) {
      spilled = new SpilledDoubles(context);
    }
    spilled.write(values, count);
    values = new double[FIRST];
    count = 0;
  }

  @Override
  public boolean hasShrunk() {
    return spilled != null;
  }

  @Override
  public void save(DataOutputStream out) throws IOException {
    if (spilled != null) {
      throw new IllegalStateException("values on disk cannot be saved");
    }
    shares.save(out);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeLong(Double.doubleToRawLongBits(values[i]));
    }
  }

  @Override
  public void load(DataInputStream in) throws IOException {
    shares.load(in);
    int more = in.readInt();
    for (int i = 0; i < more; i++) {
      add(Double.longBitsToDouble(in.readLong()));
    }
  }

  @Override
  public long bytes() {
    return (long) Double.BYTES * values.length;
  }

  @Override
  public @Nullable Object result() {
    if (spilled != null) {
      return fromDisk(spilled);
    }
    if (count == 0) {
      return null;
    }
    return switch (wanted) {
      case PERCENTILE -> shares.map(this::interpolated);
      case DISCRETE_PERCENTILE ->
          shares.map(share -> ranked(Math.max(0, (int) Math.ceil(share * count) - 1)));
      case SKEWNESS -> moment(3, count, sorted());
      case KURTOSIS -> moment(4, count, sorted());
      case PRODUCT -> product(sorted());
    };
  }

  private @Nullable Object fromDisk(SpilledDoubles all) {
    all.write(values, count);
    values = new double[0];
    count = 0;
    long total = all.count();
    return switch (wanted) {
      case PERCENTILE ->
          shares.map(share -> {
            double position = share * (total - 1);
            long below = (long) Math.floor(position);
            double[] found = all.from(below);
            return below == position || found[0] == found[1]
                ? found[0]
                : (below + 1 - position) * found[0] + (position - below) * found[1];
          });
      case DISCRETE_PERCENTILE ->
          shares.map(share -> all.from(Math.max(0, (long) Math.ceil(share * total) - 1))[0]);
      case SKEWNESS -> moment(3, total, all::forEach);
      case KURTOSIS -> moment(4, total, all::forEach);
      case PRODUCT -> product(all::forEach);
    };
  }

  private double interpolated(double share) {
    double position = share * (count - 1);
    int below = (int) Math.floor(position);
    double low = ranked(below);
    if (below == position) {
      return low;
    }
    double high = smallestFrom(below + 1);
    return low == high ? low : (below + 1 - position) * low + (position - below) * high;
  }

  /**
   * The value at a place of the sorted values; afterwards those before it are not greater, those
   * behind it not smaller.
   */
  private double ranked(int place) {
    int from = 0;
    int to = numbersFirst() - 1;
    if (place > to) {
      return Double.NaN;
    }
    while (from < to) {
      double pivot = median(values[from], values[(from + to) >>> 1], values[to]);
      int i = from;
      int j = to;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          swap(i++, j--);
        }
      }
      if (place <= j) {
        to = j;
      } else if (place >= i) {
        from = i;
      } else {
        break;
      }
    }
    return values[place];
  }

  /** Moves NaNs behind the numbers and yields how many numbers there are. */
  private int numbersFirst() {
    int numbers = count;
    for (int i = 0; i < numbers; ) {
      if (Double.isNaN(values[i])) {
        swap(i, --numbers);
      } else {
        i++;
      }
    }
    return numbers;
  }

  private double smallestFrom(int place) {
    double smallest = values[place];
    for (int i = place + 1; i < count; i++) {
      if (values[i] < smallest || Double.isNaN(smallest)) {
        smallest = values[i];
      }
    }
    return smallest;
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private void swap(int a, int b) {
    double value = values[a];
    values[a] = values[b];
    values[b] = value;
  }

  /** Values in order, so that sums do not depend on how the rows came. */
  private interface Sorted {
    void forEach(DoubleConsumer each);
  }

  private Sorted sorted() {
    Arrays.sort(values, 0, count);
    return each -> {
      for (int i = 0; i < count; i++) {
        each.accept(values[i]);
      }
    };
  }

  /** Skewness or excess kurtosis of a population; null when the values do not vary. */
  private static @Nullable Double moment(int power, long total, Sorted sorted) {
    // Sum of the values, of squares of differences, of their powers.
    double[] sums = new double[3];
    sorted.forEach(value -> sums[0] += value);
    double mean = sums[0] / total;
    sorted.forEach(value -> {
      double difference = value - mean;
      double square = difference * difference;
      sums[1] += square;
      sums[2] += power == 3 ? square * difference : square * square;
    });
    double squares = sums[1];
    if (squares == 0) {
      return null;
    }
    return power == 3
        ? Math.sqrt(total) * sums[2] / Math.sqrt(squares * squares * squares)
        : total * sums[2] / (squares * squares) - 3;
  }

  private static double product(Sorted sorted) {
    double[] product = {1};
    sorted.forEach(value -> product[0] *= value);
    return product[0];
  }
}
