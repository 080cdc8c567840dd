package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.Utf8Text;
import io.sampo.types.DataType;
import io.sampo.types.StringType;

/**
 * Strings and binary values as views. Long texts are referred to where they were read. Malformed
 * UTF-8 in a string becomes U+FFFD, so that the engine only ever sees well-formed text.
 */
final class StringDecoder extends FieldDecoder {
  private static final long[] LOW = new long[StringView.INLINE + 1];
  private static final long[] HIGH = new long[StringView.INLINE + 1];

  static {
    for (int length = 0; length <= StringView.INLINE; length++) {
      LOW[length] = length >= 8 ? -1 : (1L << 8 * length) - 1;
      HIGH[length] = length <= 8 ? 0 : (1L << 8 * (length - 8)) - 1;
    }
  }

  private final boolean utf8;
  private final byte quote;
  private final TextArena arena;

  StringDecoder(DataType type, Place place, Shared shared) {
    super(type, place, shared);
    utf8 = type instanceof StringType;
    quote = (byte) text.quote();
    arena = text.arena();
  }

  @Override
  void decodeRows(long base, long fields, int stride, int count, long target, boolean ascii) {
    long next = fields;
    boolean fast = !careful && (ascii || !utf8);
    byte special = quote;
    for (int row = 0; row < count; row++) {
      int start = Memory.getInt(next) + 1;
      int length = Memory.getInt(next + 4) - start;
      next += stride;
      long address = base + start;
      long low = Memory.getLong(address);
      if (length <= 0 || (byte) low == special || !fast) {
        exceptional(target, row, address, length);
        continue;
      }
      long view = target + 16L * row;
      if (length <= StringView.INLINE) {
        low &= LOW[length];
        long high = Memory.getLong(address + 8) & HIGH[length];
        Memory.putLong(view, length | low << 32);
        Memory.putLong(view + 8, low >>> 32 | high << 32);
      } else {
        Memory.putLong(view, length | low << 32);
        Memory.putLong(view + 8, address);
      }
    }
  }

  @Override
  boolean acceptsEmpty() {
    return true;
  }

  @Override
  boolean put(long target, int row) {
    long address = text.address();
    int length = text.length();
    if (utf8 && !Utf8Text.isAscii(address, length) && !Utf8Text.isValid(address, length)) {
      byte[] repaired = Utf8Text.repaired(address, length);
      address = arena.copy(repaired);
      length = repaired.length;
    }
    StringView.put(target + 16L * row, address, length);
    return true;
  }
}
