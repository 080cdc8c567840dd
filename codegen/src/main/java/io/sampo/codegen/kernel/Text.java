package io.sampo.codegen.kernel;

import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import java.nio.charset.StandardCharsets;

/** Operations on views of UTF-8 text. */
public final class Text {
  private Text() {}

  public static boolean startsWith(long text, long prefix) {
    int length = StringView.length(prefix);
    return length <= StringView.length(text)
        && StringView.equalBytes(StringView.data(text), StringView.data(prefix), length);
  }

  public static boolean endsWith(long text, long suffix) {
    int length = StringView.length(suffix);
    int whole = StringView.length(text);
    return length <= whole
        && StringView.equalBytes(
            StringView.data(text) + whole - length, StringView.data(suffix), length);
  }

  public static boolean contains(long text, long part) {
    return indexOf(
            StringView.data(text),
            StringView.length(text),
            StringView.data(part),
            StringView.length(part))
        >= 0;
  }

  /**
   * The offset of the first occurrence, or -1. Eight candidate places at a time: a word that
   * matches the part's first byte and, shifted, its last byte.
   */
  static int indexOf(long text, int length, long part, int partLength) {
    if (partLength == 0) {
      return 0;
    }
    int last = length - partLength;
    long first = (Memory.getByte(part) & 0xFFL) * 0x0101010101010101L;
    long finalByte = (Memory.getByte(part + partLength - 1) & 0xFFL) * 0x0101010101010101L;
    int i = 0;
    for (; i + 7 <= last; i += 8) {
      long x = Memory.getLong(text + i) ^ first;
      long y = Memory.getLong(text + i + partLength - 1) ^ finalByte;
      long both = x | y;
      long zero = (both - 0x0101010101010101L) & ~both & 0x8080808080808080L;
      while (zero != 0) {
        int at = i + (Long.numberOfTrailingZeros(zero) >>> 3);
        if (StringView.equalBytes(text + at, part, partLength)) {
          return at;
        }
        zero &= zero - 1;
      }
    }
    for (; i <= last; i++) {
      if (StringView.equalBytes(text + i, part, partLength)) {
        return i;
      }
    }
    return -1;
  }

  /** The number of code points. */
  public static int length(long text) {
    int bytes = StringView.length(text);
    long data = StringView.data(text);
    int count = 0;
    for (int i = 0; i < bytes; i++) {
      count += (Memory.getByte(data + i) & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
  }

  /**
   * SQL's substring: positions count from 1, negative ones from the end, 0 is taken as 1.
   *
   * @return a view in the arena that refers to the text's own bytes when long
   */
  public static long substring(long text, int position, int length, StringArena arena) {
    int bytes = StringView.length(text);
    long data = StringView.data(text);
    long start;
    long end;
    int total = position < 0 || !isAscii(data, bytes) ? length(text) : bytes;
    start = position > 0 ? position - 1L : position < 0 ? (long) total + position : 0;
    end = start + Math.max(0, length);
    start = Math.max(0, start);
    end = Math.clamp(end, start, Math.max(start, total));
    if (total != bytes) {
      int from = byteOffset(data, bytes, start);
      int to = byteOffset(data, bytes, end);
      return view(data + from, to - from, arena);
    }
    start = Math.min(start, bytes);
    end = Math.min(end, bytes);
    return view(data + start, (int) (end - start), arena);
  }

  private static long view(long data, int length, StringArena arena) {
    long view = arena.reserve(StringView.BYTES);
    StringView.put(view, data, length);
    return view;
  }

  private static boolean isAscii(long data, int bytes) {
    int i = 0;
    for (; i + 8 <= bytes; i += 8) {
      if ((Memory.getLong(data + i) & 0x8080808080808080L) != 0) {
        return false;
      }
    }
    for (; i < bytes; i++) {
      if (Memory.getByte(data + i) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int byteOffset(long data, int bytes, long codePoints) {
    int i = 0;
    long seen = -1;
    for (; i < bytes; i++) {
      if ((Memory.getByte(data + i) & 0xC0) != 0x80 && ++seen == codePoints) {
        return i;
      }
    }
    return bytes;
  }

  /** A view of text made on the heap, in the arena. */
  public static long fromString(String text, StringArena arena) {
    return fromBytes(text.getBytes(StandardCharsets.UTF_8), arena);
  }

  /** A view of bytes from the heap, in the arena. */
  public static long fromBytes(byte[] bytes, StringArena arena) {
    long view = arena.reserve(StringView.BYTES);
    arena.put(bytes, view);
    return view;
  }
}
