package io.sampo.runtime.source.json;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.TextArena;

/**
 * Walks over JSON text (RFC 8259) in raw memory, value by value. Texts without escapes are referred
 * to where they are. What Spark allows by default is allowed: single quotes around texts, and NaN
 * and the infinities as numbers.
 *
 * <p>Every method skips blanks first and throws {@link JsonSyntaxException} for what is not JSON.
 * Up to 8 bytes behind the text are read. Used by one thread.
 */
final class JsonCursor {
  /** Nested deeper than this is refused, so that a hostile file cannot exhaust the stack. */
  static final int DEEPEST = 500;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final TextArena arena;
  private final boolean comments;
  private final boolean unquotedNames;
  private final boolean anyEscape;

  private long at;
  private long end;
  private long textAddress;
  private int textLength;
  private boolean integral;

  JsonCursor(TextArena arena, JsonOptions options) {
    this.arena = arena;
    this.comments = options.allowsComments();
    this.unquotedNames = options.allowsUnquotedNames();
    this.anyEscape = options.allowsAnyEscape();
  }

  void open(long address, long limit) {
    at = address;
    end = limit;
  }

  /** The address of the next byte. */
  long position() {
    return at;
  }

  /** The text or number last read. */
  long textAddress() {
    return textAddress;
  }

  int textLength() {
    return textLength;
  }

  /** Whether the number last read has neither a point nor an exponent. */
  boolean isIntegral() {
    return integral;
  }

  /** Whether nothing but blanks is left. */
  boolean atEnd() {
    skipBlanks();
    return at >= end;
  }

  /** The first byte of the next value, 0 at the end. */
  byte peek() {
    skipBlanks();
    return at < end ? Memory.getByte(at) : 0;
  }

  /** Whether the next value is a text. */
  boolean isText() {
    byte next = peek();
    return next == '"' || next == '\'';
  }

  /** Takes the byte if it is next. */
  boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char wanted) {
    if (!take(wanted)) {
      throw unexpected("'" + wanted + "'");
    }
  }

  /** After an element: true behind a comma, false behind the closing bracket. */
  boolean more(char close) {
    if (take(',')) {
      return true;
    }
    if (take(close)) {
      return false;
    }
    throw unexpected("',' or '" + close + "'");
  }

  private JsonSyntaxException unexpected(String wanted) {
    String found = at >= end ? "the end" : "'" + (char) (Memory.getByte(at) & 0xFF) + "'";
    return new JsonSyntaxException("expected " + wanted + ", found " + found);
  }

  private void skipBlanks() {
    while (at < end) {
      byte b = Memory.getByte(at);
      if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
        at++;
      } else if (comments && (b == '/' || b == '#')) {
        skipComment(b);
      } else {
        return;
      }
    }
  }

  private void skipComment(byte first) {
    byte second = first == '#' ? (byte) '/' : at + 1 < end ? Memory.getByte(at + 1) : 0;
    if (second == '*') {
      at += 2;
      while (at + 1 < end && (Memory.getByte(at) != '*' || Memory.getByte(at + 1) != '/')) {
        at++;
      }
      at = Math.min(end, at + 2);
    } else if (second == '/') {
      while (at < end && Memory.getByte(at) != '\n') {
        at++;
      }
    } else {
      throw unexpected("a value");
    }
  }

  /** Reads a field's name and the colon behind it. */
  void readName() {
    if (!unquotedNames || isText()) {
      readText();
    } else {
      textAddress = at;
      while (at < end && Character.isJavaIdentifierPart(Memory.getByte(at) & 0xFF)) {
        at++;
      }
      textLength = (int) (at - textAddress);
      if (textLength == 0) {
        throw unexpected("a name");
      }
    }
    expect(':');
  }

  /** Reads a text. */
  void readText() {
    byte quote = peek();
    if (quote != '"' && quote != '\'') {
      throw unexpected("a text");
    }
    at++;
    long start = at;
    long quotes = ONES * quote;
    while (true) {
      while (at + 8 <= end) {
        long word = Memory.getLong(at);
        long special =
            zeros(word ^ quotes) | zeros(word ^ ONES * '\\') | word - ONES * 0x20 & ~word & HIGHS;
        if (special != 0) {
          at += Long.numberOfTrailingZeros(special) >>> 3;
          break;
        }
        at += 8;
      }
      if (at >= end) {
        throw new JsonSyntaxException("a text is never closed");
      }
      byte b = Memory.getByte(at);
      if (b == quote) {
        textAddress = start;
        textLength = (int) (at - start);
        at++;
        return;
      }
      if (b == '\\') {
        unescape(start, quote);
        return;
      }
      if (b >= 0 && b < ' ') {
        throw new JsonSyntaxException("a text holds the control character " + b);
      }
      at++;
    }
  }

  private static long zeros(long word) {
    return word - ONES & ~word & HIGHS;
  }

  /** Reads the rest of a text that has an escape at the current place. */
  private void unescape(long start, byte quote) {
    long close = at;
    while (close < end && Memory.getByte(close) != quote) {
      close += Memory.getByte(close) == '\\' ? 2 : 1;
    }
    if (close >= end) {
      throw new JsonSyntaxException("a text is never closed");
    }
    long target = arena.reserve((int) (close - start));
    Memory.copy(start, target, at - start);
    long next = target + (at - start);
    while (at < close) {
      byte b = Memory.getByte(at);
      if (b == '\\') {
        next = escape(next);
      } else if (b >= 0 && b < ' ') {
        throw new JsonSyntaxException("a text holds the control character " + b);
      } else {
        Memory.putByte(next++, b);
        at++;
      }
    }
    at = close + 1;
    textAddress = target;
    textLength = (int) (next - target);
  }

  private long escape(long next) {
    byte kind = Memory.getByte(at + 1);
    at += 2;
    switch (kind) {
      case 'n' -> Memory.putByte(next, (byte) '\n');
      case 't' -> Memory.putByte(next, (byte) '\t');
      case 'r' -> Memory.putByte(next, (byte) '\r');
      case 'b' -> Memory.putByte(next, (byte) '\b');
      case 'f' -> Memory.putByte(next, (byte) '\f');
      case '"', '\\', '/', '\'' -> Memory.putByte(next, kind);
      case 'u' -> {
        return putCodePoint(next, codePoint());
      }
      default -> {
        if (!anyEscape) {
          throw new JsonSyntaxException("unknown escape \\" + (char) (kind & 0xFF));
        }
        Memory.putByte(next, kind);
      }
    }
    return next + 1;
  }

  /**
   * The code point of the four hex digits at hand, joined with a second escape if they are the
   * first half of a pair.
   */
  private int codePoint() {
    int first = hex();
    if (Character.isHighSurrogate((char) first)
        && at + 6 <= end
        && Memory.getByte(at) == '\\'
        && Memory.getByte(at + 1) == 'u') {
      long before = at;
      at += 2;
      int second = hex();
      if (Character.isLowSurrogate((char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
      at = before;
    }
    return Character.isSurrogate((char) first) ? 0xFFFD : first;
  }

  private int hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < end ? Character.digit(Memory.getByte(at) & 0xFF, 16) : -1;
      if (digit < 0) {
        throw new JsonSyntaxException("an escape \\u lacks its four hexadecimal digits");
      }
      value = value * 16 + digit;
      at++;
    }
    return value;
  }

  private static long putCodePoint(long next, int code) {
    if (code < 0x80) {
      Memory.putByte(next, (byte) code);
      return next + 1;
    }
    if (code < 0x800) {
      Memory.putByte(next, (byte) (0xC0 | code >> 6));
      Memory.putByte(next + 1, (byte) (0x80 | code & 0x3F));
      return next + 2;
    }
    if (code < 0x10000) {
      Memory.putByte(next, (byte) (0xE0 | code >> 12));
      Memory.putByte(next + 1, (byte) (0x80 | code >> 6 & 0x3F));
      Memory.putByte(next + 2, (byte) (0x80 | code & 0x3F));
      return next + 3;
    }
    Memory.putByte(next, (byte) (0xF0 | code >> 18));
    Memory.putByte(next + 1, (byte) (0x80 | code >> 12 & 0x3F));
    Memory.putByte(next + 2, (byte) (0x80 | code >> 6 & 0x3F));
    Memory.putByte(next + 3, (byte) (0x80 | code & 0x3F));
    return next + 4;
  }

  /** Reads a number, or the name of NaN or an infinity. */
  void readNumber() {
    peek();
    textAddress = at;
    integral = true;
    if (at < end && Memory.getByte(at) == '-') {
      at++;
    }
    long first = at;
    digits();
    if (at == first) {
      readNumberName();
      return;
    }
    if (at - first > 1 && Memory.getByte(first) == '0') {
      throw new JsonSyntaxException("a number begins with 0");
    }
    if (at < end && Memory.getByte(at) == '.') {
      integral = false;
      at++;
      someDigits();
    }
    if (at < end && (Memory.getByte(at) | 0x20) == 'e') {
      integral = false;
      at++;
      if (at < end && (Memory.getByte(at) == '+' || Memory.getByte(at) == '-')) {
        at++;
      }
      someDigits();
    }
    textLength = (int) (at - textAddress);
  }

  private void digits() {
    while (at < end && Memory.getByte(at) >= '0' && Memory.getByte(at) <= '9') {
      at++;
    }
  }

  private void someDigits() {
    long before = at;
    digits();
    if (at == before) {
      throw new JsonSyntaxException("a number lacks digits");
    }
  }

  private void readNumberName() {
    integral = false;
    for (String name : new String[] {"NaN", "Infinity", "INF"}) {
      if (takeWord(name)) {
        textLength = (int) (at - textAddress);
        return;
      }
    }
    throw unexpected("a value");
  }

  private boolean takeWord(String word) {
    if (end - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Memory.getByte(at + i) != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  /** Reads {@code true}, {@code false} or {@code null}. */
  void readWord() {
    peek();
    textAddress = at;
    if (!takeWord("true") && !takeWord("false") && !takeWord("null")) {
      throw unexpected("a value");
    }
    textLength = (int) (at - textAddress);
  }

  /** Takes {@code null} if it is next. */
  boolean takeNull() {
    return peek() == 'n' && takeWord("null");
  }

  /** Skips the next value, checking that it is one. */
  void skip(int depth) {
    switch (peek()) {
      case '{' -> {
        at++;
        checkDepth(depth);
        if (!take('}')) {
          do {
            readName();
            skip(depth + 1);
          } while (more('}'));
        }
      }
      case '[' -> {
        at++;
        checkDepth(depth);
        if (!take(']')) {
          do {
            skip(depth + 1);
          } while (more(']'));
        }
      }
      case '"', '\'' -> readText();
      case 't', 'f', 'n' -> readWord();
      default -> readNumber();
    }
  }

  static void checkDepth(int depth) {
    if (depth > DEEPEST) {
      throw new JsonSyntaxException("values are nested more than " + DEEPEST + " deep");
    }
  }

  /** Reads any value as text: a text as it is, everything else as JSON without blanks. */
  void readAsText(int depth) {
    byte kind = peek();
    long start = at;
    skip(depth);
    if (kind != '"' && kind != '\'') {
      textAddress = start;
      textLength = (int) (at - start);
      if (kind == '{' || kind == '[') {
        compact();
      }
    }
  }

  private void compact() {
    long from = textAddress;
    long to = from + textLength;
    long target = arena.reserve(textLength);
    long next = target;
    byte quote = 0;
    while (from < to) {
      byte b = Memory.getByte(from++);
      if (quote != 0) {
        Memory.putByte(next++, b);
        if (b == '\\') {
          Memory.putByte(next++, Memory.getByte(from++));
        } else if (b == quote) {
          quote = 0;
        }
      } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        quote = b == '"' || b == '\'' ? b : 0;
        Memory.putByte(next++, b);
      }
    }
    textAddress = target;
    textLength = (int) (next - target);
  }
}
