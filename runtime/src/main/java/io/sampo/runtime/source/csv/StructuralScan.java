package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;

/**
 * Finds the separators of regular CSV text, 64 bytes at a time in eight words (Langdale and Lemire,
 * "Parsing gigabytes of JSON per second", 2019, in plain 64-bit arithmetic).
 *
 * <p>Each word is compared with the delimiter and the newline at once; where a block has quotes, a
 * prefix sum of their bits tells which separators stand inside. That is right only if every quote
 * opens or closes a field, so each quote's neighbours are looked at; at the first one that is out
 * of place the scan stops, and {@link RecordScanner} takes that record.
 *
 * <p>Positions are offsets from a base address. Up to 64 bytes behind the limit are read. Used by
 * one thread.
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
  private final boolean recordsOnly;

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
    this.recordsOnly = recordsOnly;
    newlines = ONES * newline;
    delimiters = recordsOnly ? newlines : ONES * delimiter;
    // Without quotes the pattern is NUL, which text does not hold.
    quotes = quote == CsvDialect.NONE ? 0 : ONES * quote;
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
   * @param out where to write their offsets, an int each; has room for one for every byte and 64
   *     more
   * @return the limit, or an earlier offset: some record that starts before it cannot be indexed
   *     this way. What was listed is right
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
        at = recordsOnly ? scanLines(base, at, limit, out) : scanPlain(base, at, limit, out);
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

  /**
   * Scans whole blocks of ASCII until one has a quote; returns its offset, or where less than a
   * block is left.
   */
  private int scanPlain(long base, int from, int limit, long out) {
    final long d = delimiters;
    final long n = newlines;
    final long q = quotes;
    final int last = limit - BLOCK;
    long next = out + 4L * separatorCount;
    int lines = newlineCount;
    int at = from;
    while (at <= last && isPlain(base + at, q)) {
      next = write(separators(base + at, d, n), at, next);
      lines += newlines(base + at, n);
      at += BLOCK;
    }
    separatorCount = (int) (next - out >>> 2);
    newlineCount = lines;
    return at;
  }

  /**
   * As {@link #scanPlain}, for the ends of records alone: each word is looked at once, and a block
   * mostly has none or one.
   */
  private int scanLines(long base, int from, int limit, long out) {
    final long n = newlines;
    final long q = quotes;
    final int last = limit - BLOCK;
    final long start = out + 4L * separatorCount;
    long next = start;
    int at = from;
    while (at <= last) {
      long interrupted = 0;
      long marks = 0;
      for (int i = 0; i < 8; i++) {
        long word = Memory.getLong(base + at + 8L * i);
        interrupted |= interruption(word, q);
        marks |= (~differs(word, n) & HIGHS) >>> 7 - i;
      }
      if ((interrupted & HIGHS) != 0) {
        break;
      }
      long mask = transposed(marks);
      Memory.putInt(next, at + Long.numberOfTrailingZeros(mask));
      if ((mask & mask - 1) != 0) {
        write(mask, at, next);
      }
      next += 4L * Long.bitCount(mask);
      at += BLOCK;
    }
    int lines = (int) (next - start >>> 2);
    separatorCount += lines;
    newlineCount += lines;
    return at;
  }

  /** Whether a block is ASCII without the quote. */
  private static boolean isPlain(long address, long quote) {
    long interrupted = 0;
    interrupted |= interruption(Memory.getLong(address), quote);
    interrupted |= interruption(Memory.getLong(address + 8), quote);
    interrupted |= interruption(Memory.getLong(address + 16), quote);
    interrupted |= interruption(Memory.getLong(address + 24), quote);
    interrupted |= interruption(Memory.getLong(address + 32), quote);
    interrupted |= interruption(Memory.getLong(address + 40), quote);
    interrupted |= interruption(Memory.getLong(address + 48), quote);
    interrupted |= interruption(Memory.getLong(address + 56), quote);
    return (interrupted & HIGHS) == 0;
  }

  /**
   * The high bit of each byte that is the quote or not ASCII; the other bits have no meaning. Right
   * up to the first byte that is not ASCII.
   */
  private static long interruption(long word, long quote) {
    return word | ~differs(word, quote);
  }

  /** A bit for each byte of a block of ASCII that is the delimiter or the newline. */
  private static long separators(long address, long delimiter, long newline) {
    long marks = 0;
    marks |= separatorMarks(Memory.getLong(address), delimiter, newline) >>> 7;
    marks |= separatorMarks(Memory.getLong(address + 8), delimiter, newline) >>> 6;
    marks |= separatorMarks(Memory.getLong(address + 16), delimiter, newline) >>> 5;
    marks |= separatorMarks(Memory.getLong(address + 24), delimiter, newline) >>> 4;
    marks |= separatorMarks(Memory.getLong(address + 32), delimiter, newline) >>> 3;
    marks |= separatorMarks(Memory.getLong(address + 40), delimiter, newline) >>> 2;
    marks |= separatorMarks(Memory.getLong(address + 48), delimiter, newline) >>> 1;
    marks |= separatorMarks(Memory.getLong(address + 56), delimiter, newline);
    return transposed(marks);
  }

  private static long separatorMarks(long word, long delimiter, long newline) {
    return ~(differs(word, delimiter) & differs(word, newline)) & HIGHS;
  }

  /** The number of newlines in a block of ASCII. */
  private static int newlines(long address, long newline) {
    long marks = 0;
    marks |= (~differs(Memory.getLong(address), newline) & HIGHS) >>> 7;
    marks |= (~differs(Memory.getLong(address + 8), newline) & HIGHS) >>> 6;
    marks |= (~differs(Memory.getLong(address + 16), newline) & HIGHS) >>> 5;
    marks |= (~differs(Memory.getLong(address + 24), newline) & HIGHS) >>> 4;
    marks |= (~differs(Memory.getLong(address + 32), newline) & HIGHS) >>> 3;
    marks |= (~differs(Memory.getLong(address + 40), newline) & HIGHS) >>> 2;
    marks |= (~differs(Memory.getLong(address + 48), newline) & HIGHS) >>> 1;
    marks |= ~differs(Memory.getLong(address + 56), newline) & HIGHS;
    return Long.bitCount(marks);
  }

  /**
   * The high bit of each ASCII byte that differs from the pattern's: adding 127 to the difference
   * sets it, and carries into no other byte. The other bits have no meaning.
   */
  private static long differs(long word, long pattern) {
    return (word ^ pattern) + LOWS;
  }

  /**
   * Scans one block that may have quotes, begin inside quotes or be cut off by the limit; false if
   * a quote is out of place.
   */
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

  /**
   * Whether the byte at an offset may stand behind a closing quote; behind the limit the record is
   * unfinished and will be scanned again.
   */
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

  /**
   * Writes the offsets of the mask's bits; up to 7 words behind the last are overwritten with what
   * has no meaning.
   */
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
      mask |= gather(nonZero(Memory.getLong(address + 8L * i) ^ pattern)) << 8 * i;
    }
    return mask;
  }

  /** The high bit of each byte that is not zero; the other bits have no meaning. */
  private static long nonZero(long word) {
    return (word & LOWS) + LOWS | word;
  }

  /** A bit for each byte of the word whose high bit is not set. */
  private static long gather(long word) {
    return ((~word & HIGHS) >>> 7) * GATHER >>> 56;
  }

  /**
   * The 8 by 8 bits of a word with rows and columns exchanged (Warren, "Hacker's Delight", 7-3).
   */
  private static long transposed(long word) {
    long x = word;
    long t = (x ^ x >>> 7) & 0x00AA00AA00AA00AAL;
    x ^= t ^ t << 7;
    t = (x ^ x >>> 14) & 0x0000CCCC0000CCCCL;
    x ^= t ^ t << 14;
    t = (x ^ x >>> 28) & 0x00000000F0F0F0F0L;
    return x ^ t ^ t << 28;
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
