package io.sampo.runtime.operator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All doubles of a group, for percentiles and moments. NaN is above everything. */
final class DoubleValues implements HeapAccumulator {
  private static final int FIRST = 16;

  private final Result wanted;
  private final Shares shares;
  private double[] values = new double[FIRST];
  private int count;

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
  public void save(DataOutputStream out) throws IOException {
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
    if (count == 0) {
      return null;
    }
    return switch (wanted) {
      case PERCENTILE -> shares.map(this::interpolated);
      case DISCRETE_PERCENTILE ->
          shares.map(share -> ranked(Math.max(0, (int) Math.ceil(share * count) - 1)));
      case SKEWNESS -> moment(3);
      case KURTOSIS -> moment(4);
      case PRODUCT -> product();
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

  /** Skewness or excess kurtosis of a population; null when the values do not vary. */
  private @Nullable Double moment(int power) {
    // In order, so that the sums do not depend on how the rows came.
    Arrays.sort(values, 0, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    double mean = sum / count;
    double squares = 0;
    double powers = 0;
    for (int i = 0; i < count; i++) {
      double difference = values[i] - mean;
      double square = difference * difference;
      squares += square;
      powers += power == 3 ? square * difference : square * square;
    }
    if (squares == 0) {
      return null;
    }
    return power == 3
        ? Math.sqrt(count) * powers / Math.sqrt(squares * squares * squares)
        : count * powers / (squares * squares) - 3;
  }

  private double product() {
    Arrays.sort(values, 0, count);
    double product = 1;
    for (int i = 0; i < count; i++) {
      product *= values[i];
    }
    return product;
  }
}
