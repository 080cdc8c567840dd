package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Memory;
import java.util.Arrays;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/** The least and greatest of stored values, NaN left out, as the bytes the footer holds. */
final class Extremes {
  /** Longer text is cut; what stands in the footer is then a bound that no value has. */
  private static final int MAX_BYTES = 64;

  private final PlainKind kind;
  private final boolean text;
  private boolean hasNan;
  private long least;
  private long greatest;

  /**
   * @param text whether bytes are UTF-8, so that a bound is not cut within a character
   */
  Extremes(PlainKind kind, boolean text) {
    this.kind = kind;
    this.text = text;
  }

  void clear() {
    hasNan = false;
    least = 0;
    greatest = 0;
  }

  /** Takes in the value at an address, which must stay where it is. */
  void add(long value) {
    if (kind.isNan(value)) {
      hasNan = true;
      return;
    }
    if (least == 0) {
      least = value;
      greatest = value;
      return;
    }
    if (kind.compare(value, least) < 0) {
      least = value;
    } else if (kind.compare(value, greatest) > 0) {
      greatest = value;
    }
  }

  /** Takes in values of a fixed width that lie one behind the other and stay where they are. */
  void addAll(long from, int count) {
    switch (kind) {
      case INT32 -> addInts(from, count);
      case INT64 -> addLongs(from, count);
      case DOUBLE -> addDoubles(from, count);
      case BOOLEAN, FLOAT, INT128 -> {
        for (int i = 0; i < count; i++) {
          add(from + (long) i * kind.bytes());
        }
      }
      case BYTES -> throw new IllegalStateException("text has no fixed width");
    }
  }

  private void addInts(long from, int count) {
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      int value = Memory.getInt(from + 4L * i);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    for (long at = from; at < from + 4L * count; at += 4) {
      int value = Memory.getInt(at);
      if (value == min || value == max) {
        add(at);
      }
    }
  }

  private void addLongs(long from, int count) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long value = Memory.getLong(from + 8L * i);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    for (long at = from; at < from + 8L * count; at += 8) {
      long value = Memory.getLong(at);
      if (value == min || value == max) {
        add(at);
      }
    }
  }

  /** Only values that reach beyond the bounds so far are looked at closely, and NaNs. */
  private void addDoubles(long from, int count) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (long at = from; at < from + 8L * count; at += 8) {
      double value = Memory.getDouble(at);
      if (!(value > min && value < max)) {
        add(at);
        min = Math.min(min, Double.isNaN(value) ? min : value);
        max = Math.max(max, Double.isNaN(value) ? max : value);
      }
    }
  }

  /** Takes in what another took in. */
  void addAll(Extremes other) {
    hasNan |= other.hasNan;
    if (!other.isEmpty()) {
      add(other.least);
      add(other.greatest);
    }
  }

  /** Whether there was no value but NaN. */
  boolean isEmpty() {
    return least == 0;
  }

  /**
   * The bounds as statistics; nothing is said of the values where there is a NaN, whose place in
   * the order readers disagree on.
   */
  Statistics statistics(long nulls) {
    var statistics = new Statistics().setNull_count(nulls);
    if (isEmpty() || hasNan) {
      return statistics;
    }
    if (kind == PlainKind.FLOAT || kind == PlainKind.DOUBLE) {
      statistics.setNan_count(0);
    }
    byte[] max = max();
    statistics.setMin_value(min()).setIs_min_value_exact(!isCut(least));
    if (max != null) {
      statistics.setMax_value(max).setIs_max_value_exact(!isCut(greatest));
    }
    return statistics;
  }

  private boolean isCut(long value) {
    return kind == PlainKind.BYTES && Memory.getInt(value) > MAX_BYTES;
  }

  /** The lower bound; only when not empty. */
  private byte[] min() {
    byte[] bytes = bytes(least);
    if (!isCut(least)) {
      return zero(bytes, true);
    }
    int length = MAX_BYTES;
    while (text && length > 0 && (bytes[length] & 0xC0) == 0x80) {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The upper bound, or null when a long value has none of the wished length. */
  private byte @Nullable [] max() {
    byte[] bytes = bytes(greatest);
    if (!isCut(greatest)) {
      return zero(bytes, false);
    }
    int length = MAX_BYTES;
    // The last byte that can be raised without leaving ASCII keeps text valid.
    int highest = text ? 0x7E : 0xFE;
    while (length > 0 && (bytes[length - 1] & 0xFF) > highest) {
      length--;
    }
    if (length == 0) {
      return null;
    }
    byte[] bound = Arrays.copyOf(bytes, length);
    bound[length - 1]++;
    return bound;
  }

  private byte[] bytes(long value) {
    boolean counted = kind == PlainKind.BYTES;
    int length = counted ? Memory.getInt(value) : kind.bytes();
    byte[] bytes = new byte[length];
    Memory.copyTo(counted ? value + Integer.BYTES : value, bytes, 0, length);
    return bytes;
  }

  /** The format wants the least zero as -0.0 and the greatest as +0.0. */
  private byte[] zero(byte[] bytes, boolean lower) {
    if (kind != PlainKind.FLOAT && kind != PlainKind.DOUBLE) {
      return bytes;
    }
    int last = bytes.length - 1;
    boolean zero = (bytes[last] & 0x7F) == 0;
    for (int i = 0; i < last; i++) {
      zero &= bytes[i] == 0;
    }
    if (zero) {
      bytes[last] = (byte) (lower ? 0x80 : 0);
    }
    return bytes;
  }
}
