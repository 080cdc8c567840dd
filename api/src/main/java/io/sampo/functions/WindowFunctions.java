package io.sampo.functions;

import static io.sampo.column.Column.call;
import static io.sampo.column.Column.literal;

import io.sampo.column.Column;
import org.jspecify.annotations.Nullable;

/**
 * Functions of a window, to be followed by {@code over(..)}. To be used through {@link Functions}.
 */
public abstract sealed class WindowFunctions extends AggregateFunctions permits Functions {
  WindowFunctions() {}

  /** The share of the partition's rows at or before the current one. */
  public static Column cume_dist() {
    return call("cume_dist");
  }

  /** The rank, without gaps behind ties. */
  public static Column dense_rank() {
    return call("dense_rank");
  }

  /** The value some rows before, null if there is none. */
  public static Column lag(Column value, int offset) {
    return call("lag", value, literal(offset));
  }

  /** The value some rows before, the default if there is none. */
  public static Column lag(Column value, int offset, @Nullable Object defaultValue) {
    return call("lag", value, literal(offset), literal(defaultValue));
  }

  /** The value some rows behind, null if there is none. */
  public static Column lead(Column value, int offset) {
    return call("lead", value, literal(offset));
  }

  /** The value some rows behind, the default if there is none. */
  public static Column lead(Column value, int offset, @Nullable Object defaultValue) {
    return call("lead", value, literal(offset), literal(defaultValue));
  }

  /** The value of the frame's n-th row, counted from 1. */
  public static Column nth_value(Column value, int position) {
    return call("nth_value", value, literal(position));
  }

  /** The number of the bucket, 1 to that many, of nearly equal sizes. */
  public static Column ntile(int buckets) {
    return call("ntile", literal(buckets));
  }

  /** (rank - 1) / (rows - 1). */
  public static Column percent_rank() {
    return call("percent_rank");
  }

  /** The rank, with gaps behind ties. */
  public static Column rank() {
    return call("rank");
  }

  /** The number of the row, from 1. */
  public static Column row_number() {
    return call("row_number");
  }
}
