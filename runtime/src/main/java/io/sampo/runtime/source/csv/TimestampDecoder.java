package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.types.DataType;
import io.sampo.types.TimestampType;

/** Timestamps with and without a zone, as microseconds since 1970-01-01. */
final class TimestampDecoder extends FieldDecoder {
  private final boolean zoned;

  TimestampDecoder(DataType type, Place place, Shared shared) {
    super(type, place, shared);
    zoned = type instanceof TimestampType;
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
    boolean valid =
        zoned
            ? parser.parseTimestamp(text.address(), text.length())
            : parser.parseLocalTimestamp(text.address(), text.length());
    Memory.putLong(target + 8L * row, parser.whole);
    return valid;
  }
}
