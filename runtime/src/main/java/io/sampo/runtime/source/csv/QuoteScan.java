package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;

/**
 * Sums up what a stretch of a file does to the state of its grammar, without knowing the state it
 * begins in: quotes alternate between opening and closing, so one pass checks both ways at once
 * whether every quote is where one of its kind may be. Used by one thread.
 */
final class QuoteScan {
  private static final int BLOCK = 64;
  private static final long LOWS = 0x7F7F7F7F7F7F7F7FL;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;

  private final CsvDialect dialect;
  private final long quotes;

  private boolean odd;
  private boolean regularFromOutside;
  private boolean regularFromInside;

  QuoteScan(CsvDialect dialect) {
    this.dialect = dialect;
    this.quotes = ONES * dialect.quote();
  }

  /** Whether the number of quotes is odd. */
  boolean isOdd() {
    return odd;
  }

  /** Whether the quotes tell the states alone when the stretch begins outside of quotes. */
  boolean isRegularFromOutside() {
    return regularFromOutside;
  }

  /** Whether the quotes tell the states alone when the stretch begins inside of quotes. */
  boolean isRegularFromInside() {
    return regularFromInside;
  }

  /**
   * Looks at a stretch of text.
   *
   * @param address its first byte; the byte before is readable and belongs to the file unless
   *     {@code first}
   * @param length its bytes; 66 more are readable
   * @param available how many bytes from the address on belong to the file, at least {@code length}
   * @param first whether the file begins here
   */
  void scan(long address, int length, int available, boolean first) {
    odd = false;
    regularFromOutside = dialect.comment() == CsvDialect.NONE && !dialect.trimLeading();
    regularFromInside = regularFromOutside;
    if (!regularFromOutside) {
      return;
    }
    for (int at = 0; at < length; at += BLOCK) {
      if (hasQuote(address + at)) {
        int end = Math.min(length, at + BLOCK);
        for (int place = at; place < end; place++) {
          if (Memory.getByte(address + place) == dialect.quote()) {
            takeQuote(address, place, available, first);
          }
        }
      }
    }
  }

  private boolean hasQuote(long address) {
    long none = -1;
    for (int i = 0; i < 8; i++) {
      long x = Memory.getLong(address + 8L * i) ^ quotes;
      none &= (x & LOWS) + LOWS | x;
    }
    return (~none & HIGHS) != 0;
  }

  private void takeQuote(long address, int at, int available, boolean first) {
    boolean begins = first && at == 0;
    int before = begins ? dialect.newline() : Memory.getByte(address + at - 1);
    boolean opens =
        before == dialect.delimiter() || before == dialect.newline() || before == dialect.quote();
    boolean closes =
        !(dialect.hasEscape() && before == dialect.escape())
            && !begins
            && mayEnd(address, at + 1, available);
    if (at == 0 && before == dialect.quote()) {
      opens = false;
      closes = false;
    }
    regularFromOutside &= odd ? closes : opens;
    regularFromInside &= odd ? opens : closes;
    odd = !odd;
  }

  private boolean mayEnd(long address, int at, int available) {
    if (at >= available) {
      return true;
    }
    int after = Memory.getByte(address + at);
    if (after == dialect.delimiter() || after == dialect.newline() || after == dialect.quote()) {
      return true;
    }
    return after == '\r'
        && at + 1 < available
        && Memory.getByte(address + at + 1) == dialect.newline();
  }
}
