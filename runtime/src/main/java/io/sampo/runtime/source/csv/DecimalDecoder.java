package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.source.text.DecimalText;
import io.sampo.runtime.source.text.Digits;
import io.sampo.types.DecimalType;

/** Decimals, as unscaled integers of 64 or 128 bits. */
final class DecimalDecoder extends FieldDecoder {
  private final DecimalType type;
  private final boolean wide;

  /**
   * What to multiply a number by, for each count of digits behind its point; 0 where digits would
   * be lost or the product may overflow.
   */
  private final long[] factors = new long[32];

  /** The largest number before the multiplication, for each count of digits behind the point. */
  private final long[] limits = new long[32];

  DecimalDecoder(DecimalType type, Place place, Shared shared) {
    super(type, place, shared);
    this.type = type;
    this.wide = vector.layout == VectorLayout.INT128;
    int precision = Math.min(type.precision(), DecimalType.MAX_LONG_PRECISION);
    for (int scale = 0; scale < factors.length; scale++) {
      int shift = type.scale() - scale;
      boolean usable = shift >= 0 && shift <= precision && !careful;
      factors[scale] = usable ? DecimalText.power(shift) : 0;
      limits[scale] = usable ? DecimalText.power(precision - shift) - 1 : -1;
    }
  }

  @Override
  void decodeRows(long base, long fields, int stride, int count, long target, boolean ascii) {
    long next = fields;
    for (int row = 0; row < count; row++) {
      int start = Memory.getInt(next) + 1;
      int length = Memory.getInt(next + 4) - start;
      next += stride;
      long address = base + start;
      int sign = Memory.getByte(address) == '-' ? 1 : 0;
      long packed = Digits.number(address + sign, length - sign);
      long mantissa = Digits.mantissa(packed);
      int scale = Digits.scale(packed) & 31;
      if (packed >= 0 && mantissa <= limits[scale]) {
        long value = (mantissa * factors[scale] ^ -sign) + sign;
        write(target, row, value, value >> 63);
      } else {
        exceptional(target, row, address, length);
      }
    }
  }

  @Override
  boolean put(long target, int row) {
    boolean valid = parser.parseDecimal(text.address(), text.length(), type);
    write(target, row, parser.whole, parser.high);
    return valid;
  }

  private void write(long target, int row, long low, long high) {
    if (wide) {
      Memory.putLong(target + 16L * row, low);
      Memory.putLong(target + 16L * row + 8, high);
    } else {
      Memory.putLong(target + 8L * row, low);
    }
  }
}
