package io.sampo.plan.expression;

import java.util.OptionalLong;

/**
 * The rows of its partition that a row's window function sees.
 *
 * @param rows whether distances count rows; otherwise they are differences of the ordering key
 *     (whole units: integers, days, microseconds, unscaled decimals)
 * @param lower distance of the first row, negative before the current one; empty is unbounded
 * @param upper distance of the last row; empty is unbounded
 */
public record WindowFrame(boolean rows, OptionalLong lower, OptionalLong upper) {
  /** All rows of the partition. */
  public static final WindowFrame WHOLE =
      new WindowFrame(true, OptionalLong.empty(), OptionalLong.empty());

  /** From the partition's start to the current row and its peers: the default with an ordering. */
  public static final WindowFrame RUNNING =
      new WindowFrame(false, OptionalLong.empty(), OptionalLong.of(0));
}
