package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;

/**
 * Reads one record byte by byte with the whole grammar: quotes inside unquoted fields are text, a
 * quoted field may have blanks or garbage behind its closing quote (then it is taken as it stands,
 * quotes included), an escape hides a quote. The last word on what a record is; {@link
 * StructuralScan} is the fast road for records where both agree.
 */
final class RecordScanner {
  /** The answer when the text ended before the record did. */
  static final int UNFINISHED = -1;

  private final int delimiter;
  private final int quote;
  private final int escape;
  private final int comment;
  private final int newline;
  private final boolean trimLeading;

  private int separatorCount;
  private boolean unterminated;
  private boolean irregular;

  RecordScanner(CsvDialect dialect) {
    delimiter = dialect.delimiter();
    quote = dialect.quote();
    escape = dialect.hasEscape() ? dialect.escape() : CsvDialect.NONE;
    comment = dialect.comment();
    newline = dialect.newline();
    trimLeading = dialect.trimLeading();
  }

  /** How many separators the last scan wrote, the newline included. */
  int separatorCount() {
    return separatorCount;
  }

  /** Whether the last record ended with the text inside of quotes. */
  boolean isUnterminated() {
    return unterminated;
  }

  /** Whether something other than a separator stood behind a closing quote of the last record. */
  boolean isIrregular() {
    return irregular;
  }

  /**
   * Lists the separators of the record at {@code from}.
   *
   * @param out where to write their offsets, an int each, or 0 to write none
   * @param complete whether the text ends at the limit; then the limit ends the record too
   * @return the offset behind the record's newline (limit + 1 when the end of the text stands for
   *     it), or {@link #UNFINISHED}
   */
  int scan(long base, int from, int limit, long out, boolean complete) {
    separatorCount = 0;
    unterminated = false;
    irregular = false;
    if (comment != CsvDialect.NONE && Memory.getByte(base + from) == comment) {
      return commentLine(base, from, limit, out, complete);
    }
    int at = from;
    while (true) {
      int start = at;
      if (trimLeading) {
        while (start < limit && isBlank(Memory.getByte(base + start))) {
          start++;
        }
      }
      boolean quoted =
          quote != CsvDialect.NONE && start < limit && Memory.getByte(base + start) == quote;
      int end = quoted ? quotedEnd(base, start + 1, limit, complete) : plainEnd(base, start, limit);
      if (end >= limit) {
        if (!complete) {
          return UNFINISHED;
        }
        put(out, limit);
        return limit + 1;
      }
      put(out, end);
      at = end + 1;
      if (Memory.getByte(base + end) == newline) {
        return at;
      }
    }
  }

  private int commentLine(long base, int from, int limit, long out, boolean complete) {
    int end = from;
    while (end < limit && Memory.getByte(base + end) != newline) {
      end++;
    }
    if (end >= limit && !complete) {
      return UNFINISHED;
    }
    put(out, end);
    return end + 1;
  }

  private void put(long out, int position) {
    if (out != 0) {
      Memory.putInt(out + 4L * separatorCount, position);
    }
    separatorCount++;
  }

  private int plainEnd(long base, int from, int limit) {
    int at = from;
    while (at < limit) {
      int b = Memory.getByte(base + at);
      if (b == delimiter || b == newline) {
        return at;
      }
      at++;
    }
    return limit;
  }

  /** The separator behind a quoted field whose text starts at {@code from}. */
  private int quotedEnd(long base, int from, int limit, boolean complete) {
    int at = from;
    while (at < limit) {
      int b = Memory.getByte(base + at);
      if (b == escape && escape != CsvDialect.NONE) {
        at += 2;
      } else if (b != quote) {
        at++;
      } else if (at + 1 < limit && Memory.getByte(base + at + 1) == quote) {
        at += 2;
      } else {
        int end = plainEnd(base, at + 1, limit);
        irregular |= end > at + 1 && Memory.getByte(base + at + 1) != '\r';
        return end;
      }
    }
    unterminated = complete;
    return limit;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
