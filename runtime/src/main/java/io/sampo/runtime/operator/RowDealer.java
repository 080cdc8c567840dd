package io.sampo.runtime.operator;

import java.util.function.LongToIntFunction;

/**
 * Deals rows to partitions by their hash.
 *
 * @param partition of a hash
 * @param partitions how many there are
 */
record RowDealer(LongToIntFunction partition, int partitions) {
  /** All rows in one partition. */
  static final RowDealer ONE = new RowDealer(hash -> 0, 1);
}
