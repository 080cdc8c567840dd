package io.sampo.runtime.operator;

import io.sampo.error.SampoException;
import io.sampo.plan.function.kernel.OrderKernels;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Percentiles of values that come with a number of occurrences. */
final class CountedPercentile implements HeapAccumulator {
  private final Shares shares;
  private final TreeMap<Double, Long> counts = new TreeMap<>(OrderKernels::compare);
  private long total;

  CountedPercentile(Shares shares) {
    this.shares = shares;
  }

  @Override
  public void add(@Nullable Object[] values) {
    shares.see(values);
    if (values[0] instanceof Double value && values[2] instanceof Number number) {
      long occurrences = number.longValue();
      if (occurrences < 0) {
        throw SampoException.unsupported(
            "the negative frequency " + occurrences + " of a percentile",
            "Use frequencies from 0.",
            null);
      }
      enter(value, occurrences);
    }
  }

  private void enter(Double value, long occurrences) {
    if (occurrences > 0) {
      counts.merge(value, occurrences, Math::addExact);
      total = Math.addExact(total, occurrences);
    }
  }

  @Override
  public void merge(HeapAccumulator other) {
    var more = (CountedPercentile) other;
    shares.see(more.shares);
    more.counts.forEach(this::enter);
  }

  @Override
  public void save(DataOutputStream out) throws IOException {
    shares.save(out);
    SavedValues.write(out, counts);
  }

  @Override
  public void load(DataInputStream in) throws IOException {
    shares.load(in);
    if (SavedValues.read(in) instanceof Map<?, ?> more) {
      more.forEach((value, occurrences) -> enter((Double) value, (Long) occurrences));
    }
  }

  @Override
  public long bytes() {
    return 2 * VALUE_BYTES * counts.size();
  }

  @Override
  public @Nullable Object result() {
    return total == 0 ? null : shares.map(this::interpolated);
  }

  private double interpolated(double share) {
    double position = share * (total - 1);
    long below = (long) Math.floor(position);
    double low = ranked(below);
    double high = ranked((long) Math.ceil(position));
    return low == high ? low : (below + 1 - position) * low + (position - below) * high;
  }

  private double ranked(long place) {
    long behind = 0;
    for (Map.Entry<Double, Long> entry : counts.entrySet()) {
      behind += entry.getValue();
      if (place < behind) {
        return entry.getKey();
      }
    }
    return counts.lastKey();
  }
}
