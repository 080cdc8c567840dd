package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;

/**
 * Finds the separators of regular CSV text, 64 bytes at a time in eight words (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019, in
 * plain 64-bit arithmetic).
 *
 * <p>Each word is compared with the delimiter and the newline at once; where a block has quotes, a prefix sum of their bits tells which separators stand
 * inside. That is right only if every quote opens or closes a field, so each quote's neighbours are looked at; at the first one that is out of place the
 * scan stops, and {@link RecordScanner} takes that record.
 *
 * <p>Positions are offsets from a base address. Up to 64 bytes behind the limit are read. Used by one thread.
 */
final class StructuralScan {
  private static final int BLOCK = 64;
  private static final long LOWS = 0x7F7F7F7F7F7F7F7FL;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long GATHER = 0x0102040810204080L;

  private final long delimiters;
  private final long newlines;
  private final long quotes;
  private final int delimiter;
  private final int newline;
  private final int quote;
  private final int escape;
  private final int comment;

  /** How many separators the last scan wrote. */
  private int separatorCount;

  /** How many of them end a record. */
  private int newlineCount;

  private long inside;
  private long seen;

  /**
   * @param recordsOnly whether only the ends of records are wanted, not those of fields
   */
  StructuralScan(CsvDialect dialect, boolean recordsOnly) {
    delimiter = dialect.delimiter();
    newline = dialect.newline();
    quote = dialect.quote();
    escape = dialect.hasEscape() ? dialect.escape() : CsvDialect.NONE;
    comment = dialect.comment();
    newlines = ONES * newline;
    delimiters = recordsOnly ? newlines : ONES * delimiter;
    // A file without quotes is scanned for its newlines once more, which matches nothing new and is masked out below.
    quotes = ONES * (quote == CsvDialect.NONE ? newline : quote);
  }

  int separatorCount() {
    return separatorCount;
  }

  int newlineCount() {
    return newlineCount;
  }

  /** Whether the last scan met only ASCII. */
  boolean isAscii() {
    return (seen & HIGHS) == 0;
  }

  /**
   * Lists the separators from {@code from}, the start of a record, up to {@code limit}.
   *
   * @param out where to write their offsets, an int each; has room for one for every byte and 64 more
   * @return the limit, or an earlier offset: some record that starts before it cannot be indexed this way. What was listed is right
   */
  int scan(long base, int from, int limit, long out) {
    inside = 0;
    seen = 0;
    separatorCount = 0;
    newlineCount = 0;
    if (comment != CsvDialect.NONE && from < limit && Memory.getByte(base + from) == comment) {
      return from;
    }
    int at = from;
    while (at < limit) {
      if (limit - at >= BLOCK && inside == 0 && comment == CsvDialect.NONE) {
        at = scanPlain(base, at, limit, out);
        if (at >= limit) {
          return limit;
        }
      }
      if (!scanBlock(base, from, at, limit, out)) {
        return at;
      }
      at += BLOCK;
    }
    return limit;
  }

  /** Scans whole blocks until one has a quote; returns its offset, or where less than a block is left. */
  private int scanPlain(long base, int from, int limit, long out) {
    final long d = delimiters;
    final long n = newlines;
    final long q = quote == CsvDialect.NONE ? 0 : quotes;
    final boolean quoted = quote != CsvDialect.NONE;
    long next = out + 4L * separatorCount;
    int lines = newlineCount;
    int at = from;
    int last = limit - BLOCK;
    while (at <= last) {
      long address = base + at;
      long mask = 0;
      long noQuote = -1;
      int found = 0;
      long bits = 0;
      for (int i = 0; i < 8; i++) {
        long word = Memory.getLong(address + 8L * i);
        bits |= word;
        long notNewline = nonZero(word ^ n);
        long both = nonZero(word ^ d) & notNewline;
        noQuote &= nonZero(word ^ q);
        found += Long.bitCount(~notNewline & HIGHS);
        mask |= gather(~both & HIGHS) << 8 * i;
      }
      if (quoted && (~noQuote & HIGHS) != 0) {
        break;
      }
      seen |= bits;
      next = write(mask, at, next);
      lines += found;
      at += BLOCK;
    }
    separatorCount = (int) (next - out >>> 2);
    newlineCount = lines;
    return at;
  }

  /** Scans one block that may have quotes, begin inside quotes or be cut off by the limit; false if a quote is out of place. */
  private boolean scanBlock(long base, int from, int at, int limit, long out) {
    long address = base + at;
    long valid = limit - at >= BLOCK ? -1 : (1L << limit - at) - 1;
    long newlineMask = match(address, newlines) & valid;
    long separators = match(address, delimiters) & valid | newlineMask;
    long quoteMask = quote == CsvDialect.NONE ? 0 : match(address, quotes) & valid;
    long quoted = prefixXor(quoteMask) ^ inside;
    for (int i = 0; i < 8; i++) {
      seen |= Memory.getLong(address + 8L * i);
    }
    for (long rest = quoteMask; rest != 0; rest &= rest - 1) {
      int bit = Long.numberOfTrailingZeros(rest);
      boolean opens = (quoted >>> bit & 1) != 0;
      if (opens ? !mayOpen(base, from, at + bit) : !mayClose(base, at + bit, limit)) {
        return false;
      }
    }
    separators &= ~quoted;
    newlineMask &= ~quoted;
    if (comment != CsvDialect.NONE && hasComment(base, at, newlineMask, limit)) {
      return false;
    }
    inside = quoted >> 63;
    long next = write(separators, at, out + 4L * separatorCount);
    separatorCount = (int) (next - out >>> 2);
    newlineCount += Long.bitCount(newlineMask);
    return true;
  }

  private boolean mayOpen(long base, int from, int at) {
    if (at == from) {
      return true;
    }
    int before = Memory.getByte(base + at - 1);
    return before == delimiter || before == newline || before == quote;
  }

  private boolean mayClose(long base, int at, int limit) {
    if (escape != CsvDialect.NONE && Memory.getByte(base + at - 1) == escape) {
      return false;
    }
    return mayFollowQuote(base, at + 1, limit);
  }

  /** Whether the byte at an offset may stand behind a closing quote; behind the limit the record is unfinished and will be scanned again. */
  private boolean mayFollowQuote(long base, int at, int limit) {
    if (at >= limit) {
      return true;
    }
    int after = Memory.getByte(base + at);
    if (after == delimiter || after == newline || after == quote) {
      return true;
    }
    return after == '\r' && (at + 1 >= limit || Memory.getByte(base + at + 1) == newline);
  }

  private boolean hasComment(long base, int at, long newlineMask, int limit) {
    for (long rest = newlineMask; rest != 0; rest &= rest - 1) {
      int after = at + Long.numberOfTrailingZeros(rest) + 1;
      if (after < limit && Memory.getByte(base + after) == comment) {
        return true;
      }
    }
    return false;
  }

  /** Writes the offsets of the mask's bits; up to 7 words behind the last are overwritten with what has no meaning. */
  private static long write(long mask, int at, long out) {
    int count = Long.bitCount(mask);
    long rest = mask;
    long next = out;
    long end = out + 4L * count;
    while (next < end) {
      for (int i = 0; i < 8; i++) {
        Memory.putInt(next + 4L * i, at + Long.numberOfTrailingZeros(rest));
        rest &= rest - 1;
      }
      next += 32;
    }
    return end;
  }

  private static long match(long address, long pattern) {
    long mask = 0;
    for (int i = 0; i < 8; i++) {
      mask |= gather(~nonZero(Memory.getLong(address + 8L * i) ^ pattern) & HIGHS) << 8 * i;
    }
    return mask;
  }

  /** The high bit of each byte that is not zero; the other bits have no meaning. */
  private static long nonZero(long word) {
    return (word & LOWS) + LOWS | word;
  }

  /** The eight high bits of a word as one byte. */
  private static long gather(long highs) {
    return (highs >>> 7) * GATHER >>> 56;
  }

  private static long prefixXor(long bits) {
    long x = bits;
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    x ^= x << 32;
    return x;
  }
}
