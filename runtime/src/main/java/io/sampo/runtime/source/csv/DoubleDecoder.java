package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.Digits;
import io.sampo.runtime.source.text.RealText;
import io.sampo.types.DataType;
import io.sampo.types.FloatType;

/** Doubles and floats. */
final class DoubleDecoder extends FieldDecoder {
  private final boolean single;

  DoubleDecoder(DataType type, Place place, Shared shared) {
    super(type, place, shared);
    single = type instanceof FloatType;
  }

  @Override
  void decodeRows(long base, long fields, int stride, int count, long target, boolean ascii) {
    long next = fields;
    boolean fast = !careful && !single;
    for (int row = 0; row < count; row++) {
      int start = Memory.getInt(next) + 1;
      int length = Memory.getInt(next + 4) - start;
      next += stride;
      long address = base + start;
      int sign = Memory.getByte(address) == '-' ? 1 : 0;
      long packed = Digits.number(address + sign, length - sign);
      long mantissa = Digits.mantissa(packed);
      if (packed >= 0 && fast && RealText.isExact(mantissa)) {
        double value = RealText.divide(mantissa, Digits.scale(packed));
        Memory.putDouble(target + 8L * row, sign == 0 ? value : -value);
      } else {
        exceptional(target, row, address, length);
      }
    }
  }

  @Override
  boolean put(long target, int row) {
    if (single) {
      boolean valid = parser.parseFloat(text.address(), text.length());
      Memory.putFloat(target + 4L * row, (float) parser.real);
      return valid;
    }
    boolean valid = parser.parseDouble(text.address(), text.length());
    Memory.putDouble(target + 8L * row, parser.real);
    return valid;
  }
}
