package io.sampo.physical.fragment;

/**
 * What one task reads of the partitions that are dealt out to the tasks of its fragment: some that
 * follow each other, or a piece of one. A piece has the rows that some producers sent; producers
 * are counted from 0 through all divisible inputs of the fragment, in their order.
 *
 * @param from the first partition
 * @param to the one behind the last
 * @param firstProducer the first producer whose rows of divisible inputs are read
 * @param endProducer the one behind the last; {@link #ALL} for all the rest
 */
public record TaskShare(int from, int to, int firstProducer, int endProducer) {
  /** Behind every producer. */
  public static final int ALL = Integer.MAX_VALUE;

  public TaskShare {
    if (from < 0 || to <= from || firstProducer < 0 || endProducer <= firstProducer) {
      throw new IllegalArgumentException(
          from + " to " + to + " of producers " + firstProducer + " to " + endProducer);
    }
  }

  /** Whole partitions. */
  public static TaskShare of(int from, int to) {
    return new TaskShare(from, to, 0, ALL);
  }

  /** Whether it is one of several pieces of a partition. */
  public boolean isPiece() {
    return firstProducer > 0 || endProducer < ALL;
  }
}
