package io.sampo.physical;

import io.sampo.plan.table.ColumnStatistics;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proven bounds of stored columns, from statistics. */
final class ValueRanges {
  private ValueRanges() {}

  /** The bounds when they are exact and fit 64 bits; only for integers and decimals. */
  static Optional<ValueRange> of(DataType type, ColumnStatistics statistics) {
    if (!statistics.exactBounds()) {
      return Optional.empty();
    }
    BigInteger low = unscaled(type, statistics.min());
    BigInteger high = unscaled(type, statistics.max());
    if (low == null || high == null || low.bitLength() > 63 || high.bitLength() > 63) {
      return Optional.empty();
    }
    return Optional.of(new ValueRange(low.longValueExact(), high.longValueExact()));
  }

  private static @Nullable BigInteger unscaled(DataType type, @Nullable Comparable<?> bound) {
    if (type instanceof DecimalType decimal && bound instanceof BigDecimal value) {
      return value.setScale(decimal.scale()).unscaledValue();
    }
    return type.isIntegral() && bound instanceof Number number
        ? BigInteger.valueOf(number.longValue())
        : null;
  }
}
