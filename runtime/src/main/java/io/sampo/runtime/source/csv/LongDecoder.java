package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.Digits;
import io.sampo.types.LongType;

/** Integers of 64 bits. */
final class LongDecoder extends FieldDecoder {
  LongDecoder(LongType type, Place place, Shared shared) {
    super(type, place, shared);
  }

  @Override
  void decodeRows(long base, long fields, int stride, int count, long target, boolean ascii) {
    long next = fields;
    boolean fast = !careful;
    for (int row = 0; row < count; row++) {
      int start = Memory.getInt(next) + 1;
      int length = Memory.getInt(next + 4) - start;
      next += stride;
      long address = base + start;
      int sign = Memory.getByte(address) == '-' ? 1 : 0;
      long magnitude = Digits.integer(address + sign, length - sign);
      if (magnitude >= 0 && fast) {
        Memory.putLong(target + 8L * row, (magnitude ^ -sign) + sign);
      } else {
        exceptional(target, row, address, length);
      }
    }
  }

  @Override
  boolean put(long target, int row) {
    boolean valid = parser.parseInteger(text.address(), text.length(), 64);
    Memory.putLong(target + 8L * row, parser.whole);
    return valid;
  }
}
