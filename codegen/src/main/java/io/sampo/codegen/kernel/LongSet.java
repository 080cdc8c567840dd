package io.sampo.codegen.kernel;

import java.util.Arrays;

/** An immutable set of longs. */
public final class LongSet {
  private final long[] sorted;

  public LongSet(long[] values) {
    sorted = Arrays.stream(values).sorted().distinct().toArray();
  }

  public boolean contains(long value) {
    return Arrays.binarySearch(sorted, value) >= 0;
  }
}
