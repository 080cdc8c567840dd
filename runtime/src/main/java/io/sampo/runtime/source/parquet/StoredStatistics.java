package io.sampo.runtime.source.parquet;

import org.jspecify.annotations.Nullable;

/**
 * The statistics of a column chunk. Counts are -1 when unknown.
 *
 * @param min the lower bound in the order of the column's type
 * @param oldMin the deprecated lower bound, compared as signed
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredStatistics(
    long nulls,
    long distinct,
    long nans,
    byte @Nullable [] min,
    byte @Nullable [] max,
    byte @Nullable [] oldMin,
    byte @Nullable [] oldMax) {
  static final StoredStatistics UNKNOWN = new StoredStatistics(-1, -1, -1, null, null, null, null);
}
