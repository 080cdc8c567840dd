package io.sampo.codegen.vector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one projected column that lets a scan skip row groups, pages or splits. Skipping
 * is optional and never wrong: the filter is evaluated again on the rows that are read. A null
 * never satisfies a predicate other than {@link IsNull}.
 *
 * <p>Values: Integer for DATE and INT, Long for BIGINT and timestamps, BigDecimal for decimals,
 * String, Double, Boolean, as spec literals have them.
 */
public sealed interface ScanPredicate {
  /** The index among the projected columns. */
  int column();

  /** Between two bounds; a missing bound is open. */
  record Range(
      int column,
      @Nullable Comparable<?> low,
      boolean lowInclusive,
      @Nullable Comparable<?> high,
      boolean highInclusive)
      implements ScanPredicate {}

  /** One of several values. */
  record In(int column, List<Comparable<?>> values) implements ScanPredicate {
    public In {
      values = List.copyOf(values);
    }
  }

  record IsNull(int column) implements ScanPredicate {}

  record IsNotNull(int column) implements ScanPredicate {}
}
