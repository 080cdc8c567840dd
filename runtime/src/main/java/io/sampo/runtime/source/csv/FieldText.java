package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.TextArena;
import java.nio.charset.StandardCharsets;

/**
 * Turns the raw bytes of a field into its text: blanks trimmed if the dialect says so, quotes taken
 * off, doubled and escaped quotes made single. Used by one thread.
 */
final class FieldText {
  private final int quote;
  private final int escape;
  private final boolean trimLeading;
  private final boolean trimTrailing;
  private final byte[] nullText;
  private final byte[] emptyText;
  private final TextArena arena;

  private long address;
  private int length;

  FieldText(CsvOptions options, TextArena arena) {
    quote = options.dialect().quote();
    escape = options.dialect().hasEscape() ? options.dialect().escape() : CsvDialect.NONE;
    trimLeading = options.dialect().trimLeading();
    trimTrailing = options.dialect().trimTrailing();
    nullText = options.nullValue().getBytes(StandardCharsets.UTF_8);
    emptyText = options.emptyValue().getBytes(StandardCharsets.UTF_8);
    this.arena = arena;
  }

  /** The quote, or -1, which as a byte stands in no UTF-8 text. */
  int quote() {
    return quote;
  }

  /** Where texts go that are not the raw bytes of a field. */
  TextArena arena() {
    return arena;
  }

  /** Whether a field that does not begin with a quote may differ from its raw bytes. */
  boolean alwaysNeeded() {
    return trimLeading || trimTrailing || nullText.length > 0;
  }

  /** The first byte of the text of the last field that was not null. */
  long address() {
    return address;
  }

  int length() {
    return length;
  }

  /**
   * Takes a field; false if it is null. A negative length stands for a field that the record lacks.
   */
  boolean read(long raw, int rawLength) {
    address = raw;
    length = rawLength;
    if (rawLength <= 0) {
      return false;
    }
    trim();
    if (length <= 0) {
      return false;
    }
    if (Memory.getByte(address) == quote && quote != CsvDialect.NONE) {
      unquote();
    }
    return nullText.length == 0 || !isNullText();
  }

  private boolean isNullText() {
    if (length != nullText.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Memory.getByte(address + i) != nullText[i]) {
        return false;
      }
    }
    return true;
  }

  private void trim() {
    if (trimLeading) {
      while (length > 0 && isBlank(Memory.getByte(address))) {
        address++;
        length--;
      }
    }
    if (trimTrailing) {
      trimEnd();
    }
  }

  private void trimEnd() {
    while (length > 0 && isBlank(Memory.getByte(address + length - 1))) {
      length--;
    }
  }

  /**
   * Takes the quotes off unless something other than blanks follows the closing one: then the field
   * stays as it is written.
   */
  private void unquote() {
    long text = address + 1;
    long end = address + length;
    long at = text;
    boolean plain = true;
    while (at < end) {
      int b = Memory.getByte(at);
      if (b == escape && escape != CsvDialect.NONE) {
        plain = false;
        at += 2;
      } else if (b != quote) {
        at++;
      } else if (at + 1 < end && Memory.getByte(at + 1) == quote) {
        plain = false;
        at += 2;
      } else {
        break;
      }
    }
    if (at >= end || !areBlank(at + 1, end)) {
      return;
    }
    if (at == text) {
      address = emptyText.length == 0 ? text : arena.copy(emptyText);
      length = emptyText.length;
    } else if (plain) {
      address = text;
      length = (int) (at - text);
    } else {
      unescape(text, at);
    }
  }

  private void unescape(long from, long to) {
    long target = arena.reserve((int) (to - from));
    long next = target;
    long at = from;
    while (at < to) {
      int b = Memory.getByte(at);
      if (b == quote) {
        at++;
      } else if (b == escape
          && at + 1 < to
          && (Memory.getByte(at + 1) == quote || Memory.getByte(at + 1) == escape)) {
        at++;
      }
      Memory.putByte(next, Memory.getByte(at));
      next++;
      at++;
    }
    address = target;
    length = (int) (next - target);
  }

  private static boolean areBlank(long from, long to) {
    for (long at = from; at < to; at++) {
      if (!isBlank(Memory.getByte(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
