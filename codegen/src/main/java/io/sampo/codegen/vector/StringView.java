package io.sampo.codegen.vector;

import java.nio.charset.StandardCharsets;

/**
 * The 16-byte form of a string or binary value, as Umbra's strings (Neumann and Freitag, CIDR
 * 2020).
 *
 * <p>Bytes 0..3: length. Up to 12 bytes: the bytes themselves, padded with zeros. Longer: bytes
 * 4..7 are the first four bytes, bytes 8..15 the absolute address of all of them. Two short views
 * are equal exactly when their 16 bytes are.
 */
public final class StringView {
  /** The width of a view. */
  public static final int BYTES = 16;

  /** The longest value that is held in the view itself. */
  public static final int INLINE = 12;

  private static final int COPIED_BY_WORDS = 64;

  private StringView() {}

  public static int length(long view) {
    return Memory.getInt(view);
  }

  /** The address of the first byte of the value. */
  public static long data(long view) {
    return Memory.getInt(view) <= INLINE ? view + 4 : Memory.getLong(view + 8);
  }

  /** Copies the bytes of a value, at least 8 of them: few are copied word by word. */
  public static void copyBytes(long from, long to, int length) {
    if (length > COPIED_BY_WORDS) {
      Memory.copy(from, to, length);
      return;
    }
    for (int i = 0; i + 8 <= length; i += 8) {
      Memory.putLong(to + i, Memory.getLong(from + i));
    }
    Memory.putLong(to + length - 8, Memory.getLong(from + length - 8));
  }

  /** Writes a view of the given bytes; a long value is referred to, not copied. */
  public static void put(long view, long data, int length) {
    if (length > INLINE) {
      Memory.putInt(view, length);
      Memory.putInt(view + 4, Memory.getInt(data));
      Memory.putLong(view + 8, data);
    } else {
      putShort(view, data, length);
    }
  }

  private static void putShort(long view, long data, int length) {
    long first = 0;
    long second = 0;
    if (length >= 8) {
      first = Memory.getLong(data);
      second = Memory.getLong(data + length - 8) >>> (8 * (16 - length)) & 0xFFFFFFFFL;
      if (length == 8) {
        second = 0;
      }
    } else if (length >= 4) {
      long low = Memory.getInt(data) & 0xFFFFFFFFL;
      long high =
          length == 4 ? 0 : (Memory.getInt(data + length - 4) & 0xFFFFFFFFL) >>> (8 * (8 - length));
      first = low | high << 32;
    } else {
      for (int i = 0; i < length; i++) {
        first |= (Memory.getByte(data + i) & 0xFFL) << (8 * i);
      }
    }
    Memory.putLong(view, (length & 0xFFFFFFFFL) | first << 32);
    Memory.putLong(view + 8, first >>> 32 | second << 32);
  }

  /** Copies a view, not the bytes it refers to. */
  public static void copy(long from, long to) {
    Memory.putLong(to, Memory.getLong(from));
    Memory.putLong(to + 8, Memory.getLong(from + 8));
  }

  public static boolean equal(long a, long b) {
    if (Memory.getLong(a) != Memory.getLong(b)) {
      return false;
    }
    int length = Memory.getInt(a);
    if (length <= INLINE) {
      return Memory.getLong(a + 8) == Memory.getLong(b + 8);
    }
    return equalBytes(Memory.getLong(a + 8), Memory.getLong(b + 8), length);
  }

  /** Whether two runs of bytes are equal. */
  public static boolean equalBytes(long a, long b, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (Memory.getLong(a + i) != Memory.getLong(b + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (Memory.getByte(a + i) != Memory.getByte(b + i)) {
        return false;
      }
    }
    return true;
  }

  /** Compares as unsigned bytes; negative, zero or positive. */
  public static int compare(long a, long b) {
    int prefixA = Integer.reverseBytes(Memory.getInt(a + 4));
    int prefixB = Integer.reverseBytes(Memory.getInt(b + 4));
    if (prefixA != prefixB) {
      return Integer.compareUnsigned(prefixA, prefixB);
    }
    int lengthA = length(a);
    int lengthB = length(b);
    return compareBytes(data(a), lengthA, data(b), lengthB);
  }

  private static int compareBytes(long a, int lengthA, long b, int lengthB) {
    int shared = Math.min(lengthA, lengthB);
    int i = 0;
    for (; i + 8 <= shared; i += 8) {
      long x = Memory.getLong(a + i);
      long y = Memory.getLong(b + i);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
    }
    for (; i < shared; i++) {
      int difference = (Memory.getByte(a + i) & 0xFF) - (Memory.getByte(b + i) & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return lengthA - lengthB;
  }

  /** A 64-bit hash of the bytes; equal values hash alike whether short or long. */
  public static long hash(long view) {
    int length = length(view);
    if (length <= INLINE) {
      return Hash.combine(Hash.mix(Memory.getLong(view)), Memory.getLong(view + 8));
    }
    long data = Memory.getLong(view + 8);
    long hash = Hash.mix(length);
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = Hash.combine(hash, Memory.getLong(data + i));
    }
    return i == length ? hash : Hash.combine(hash, Memory.getLong(data + length - 8));
  }

  /** The value as bytes on the heap. */
  public static byte[] toBytes(long view) {
    byte[] bytes = new byte[length(view)];
    Memory.copyTo(data(view), bytes, 0, bytes.length);
    return bytes;
  }

  /** The value as text; malformed UTF-8 becomes U+FFFD. */
  public static String toText(long view) {
    return new String(toBytes(view), StandardCharsets.UTF_8);
  }
}
