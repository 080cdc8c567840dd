package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.types.DataType;
import io.sampo.types.NullType;

/** Booleans; and columns of nulls, where any text is out of place. */
final class BooleanDecoder extends FieldDecoder {
  private final boolean nothing;

  BooleanDecoder(DataType type, Place place, Shared shared) {
    super(type, place, shared);
    nothing = type instanceof NullType;
  }

  @Override
  void decodeRows(long base, long fields, int stride, int count, long target, boolean ascii) {
    long next = fields;
    for (int row = 0; row < count; row++) {
      int start = Memory.getInt(next) + 1;
      int length = Memory.getInt(next + 4) - start;
      next += stride;
      exceptional(target, row, base + start, length);
    }
  }

  @Override
  boolean put(long target, int row) {
    boolean valid = !nothing && parser.parseBoolean(text.address(), text.length());
    Memory.putByte(target + row, (byte) parser.whole);
    return valid;
  }
}
