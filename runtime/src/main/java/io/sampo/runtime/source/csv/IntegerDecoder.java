package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.Digits;
import io.sampo.types.DataType;

/** Integers of 8, 16 or 32 bits. */
final class IntegerDecoder extends FieldDecoder {
  private final int bits;

  IntegerDecoder(DataType type, Place place, Shared shared) {
    super(type, place, shared);
    bits = vector.layout.bytes() * 8;
  }

  @Override
  void decodeRows(long base, long fields, int stride, int count, long target, boolean ascii) {
    long next = fields;
    long largest = careful ? -1 : (1L << bits - 1) - 1;
    for (int row = 0; row < count; row++) {
      int start = Memory.getInt(next) + 1;
      int length = Memory.getInt(next + 4) - start;
      next += stride;
      long address = base + start;
      int sign = Memory.getByte(address) == '-' ? 1 : 0;
      long magnitude = Digits.integer(address + sign, length - sign);
      if (magnitude >= 0 && magnitude <= largest) {
        write(target, row, ((int) magnitude ^ -sign) + sign);
      } else {
        exceptional(target, row, address, length);
      }
    }
  }

  @Override
  boolean put(long target, int row) {
    boolean valid = parser.parseInteger(text.address(), text.length(), bits);
    write(target, row, (int) parser.whole);
    return valid;
  }

  private void write(long target, int row, int value) {
    if (bits == 32) {
      Memory.putInt(target + 4L * row, value);
    } else if (bits == 16) {
      Memory.putShort(target + 2L * row, (short) value);
    } else {
      Memory.putByte(target + row, (byte) value);
    }
  }
}
