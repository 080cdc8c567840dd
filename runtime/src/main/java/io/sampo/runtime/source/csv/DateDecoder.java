package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.DateText;
import io.sampo.types.DateType;

/** Dates, as days since 1970-01-01. */
final class DateDecoder extends FieldDecoder {
  private final boolean iso;

  DateDecoder(DateType type, Place place, Shared shared) {
    super(type, place, shared);
    iso = parser.hasIsoDates() && !careful;
  }

  @Override
  void decodeRows(long base, long fields, int stride, int count, long target, boolean ascii) {
    long next = fields;
    boolean fast = iso;
    for (int row = 0; row < count; row++) {
      int start = Memory.getInt(next) + 1;
      int length = Memory.getInt(next + 4) - start;
      next += stride;
      int days = length == 10 && fast ? DateText.fixed(base + start) : DateText.NONE;
      if (days != DateText.NONE) {
        Memory.putInt(target + 4L * row, days);
      } else {
        exceptional(target, row, base + start, length);
      }
    }
  }

  @Override
  boolean put(long target, int row) {
    boolean valid = parser.parseDate(text.address(), text.length());
    Memory.putInt(target + 4L * row, (int) parser.whole);
    return valid;
  }
}
