package io.sampo.plan.function.kernel;

import io.sampo.types.CalendarInterval;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hashes that agree with Spark's: Murmur3 (x86, 32 bits) and xxHash64, both with seed 42 and each
 * value's hash the seed of the next; nulls are skipped. Decimals are hashed by their unscaled
 * value, as a long up to 18 digits.
 */
public final class HashKernels {
  private static final int SEED = 42;
  private static final int LONG_DIGITS = 18;

  private HashKernels() {}

  public static int hash(@Nullable Object[] values) {
    int hash = SEED;
    for (Object value : values) {
      hash = murmur(value, hash);
    }
    return hash;
  }

  public static long xxhash64(@Nullable Object[] values) {
    long hash = SEED;
    for (Object value : values) {
      hash = xx(value, hash);
    }
    return hash;
  }

  private static int murmur(@Nullable Object value, int seed) {
    return switch (value) {
      case null -> seed;
      case Boolean b -> Murmur3.hashInt(b ? 1 : 0, seed);
      case Byte b -> Murmur3.hashInt(b, seed);
      case Short s -> Murmur3.hashInt(s, seed);
      case Integer i -> Murmur3.hashInt(i, seed);
      case Long l -> Murmur3.hashLong(l, seed);
      case Float f -> Murmur3.hashInt(Float.floatToIntBits(f == 0 ? 0f : f), seed);
      case Double d -> Murmur3.hashLong(Double.doubleToLongBits(d == 0 ? 0d : d), seed);
      case BigDecimal d ->
          d.precision() <= LONG_DIGITS
              ? Murmur3.hashLong(d.unscaledValue().longValue(), seed)
              : Murmur3.hashBytes(d.unscaledValue().toByteArray(), seed);
      case String s -> Murmur3.hashBytes(s.getBytes(StandardCharsets.UTF_8), seed);
      case byte[] b -> Murmur3.hashBytes(b, seed);
      case CalendarInterval c ->
          Murmur3.hashInt(
              c.months(), Murmur3.hashInt(c.days(), Murmur3.hashLong(c.microseconds(), seed)));
      case List<?> list -> {
        int hash = seed;
        for (Object item : list) {
          hash = murmur(item, hash);
        }
        yield hash;
      }
      case Map<?, ?> map -> {
        int hash = seed;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          hash = murmur(entry.getValue(), murmur(entry.getKey(), hash));
        }
        yield hash;
      }
      default -> throw new IllegalArgumentException("no hash of " + value.getClass());
    };
  }

  private static long xx(@Nullable Object value, long seed) {
    return switch (value) {
      case null -> seed;
      case Boolean b -> XxHash64.hashInt(b ? 1 : 0, seed);
      case Byte b -> XxHash64.hashInt(b, seed);
      case Short s -> XxHash64.hashInt(s, seed);
      case Integer i -> XxHash64.hashInt(i, seed);
      case Long l -> XxHash64.hashLong(l, seed);
      case Float f -> XxHash64.hashInt(Float.floatToIntBits(f == 0 ? 0f : f), seed);
      case Double d -> XxHash64.hashLong(Double.doubleToLongBits(d == 0 ? 0d : d), seed);
      case BigDecimal d ->
          d.precision() <= LONG_DIGITS
              ? XxHash64.hashLong(d.unscaledValue().longValue(), seed)
              : XxHash64.hashBytes(d.unscaledValue().toByteArray(), seed);
      case String s -> XxHash64.hashBytes(s.getBytes(StandardCharsets.UTF_8), seed);
      case byte[] b -> XxHash64.hashBytes(b, seed);
      case CalendarInterval c ->
          XxHash64.hashInt(
              c.months(), XxHash64.hashInt(c.days(), XxHash64.hashLong(c.microseconds(), seed)));
      case List<?> list -> {
        long hash = seed;
        for (Object item : list) {
          hash = xx(item, hash);
        }
        yield hash;
      }
      case Map<?, ?> map -> {
        long hash = seed;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          hash = xx(entry.getValue(), xx(entry.getKey(), hash));
        }
        yield hash;
      }
      default -> throw new IllegalArgumentException("no hash of " + value.getClass());
    };
  }
}
