package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;

/**
 * Digits to integers, eight at a time: a word of text is checked and summed with three
 * multiplications, without a loop over its bytes.
 *
 * <p>Every method may read up to 8 bytes behind the text.
 */
public final class Digits {
  /** What {@link #number} answers for text it does not handle. Real answers are not negative. */
  public static final long NONE = -1;

  private static final long ZEROS = 0x3030303030303030L;
  private static final long DOTS = 0x2E2E2E2E2E2E2E2EL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final int SCALE_SHIFT = 56;
  private static final int WORD = 8;
  private static final long EIGHT_DIGITS = 100_000_000L;

  private Digits() {}

  /**
   * Reads 1 to 16 bytes that are digits with at most one point among them.
   *
   * @return the digits as one integer and how many stood behind the point, packed: see {@link
   *     #mantissa} and {@link #scale}; or {@link #NONE}
   */
  public static long number(long address, int length) {
    if (length <= WORD) {
      return length <= 0
          ? NONE
          : shortNumber(Memory.getLong(address) << (WORD - length) * 8, length);
    }
    return length <= 2 * WORD ? longNumber(address, length) : NONE;
  }

  /** The integer of a packed number. */
  public static long mantissa(long packed) {
    return packed & (1L << SCALE_SHIFT) - 1;
  }

  /** The number of digits behind the point of a packed number. */
  public static int scale(long packed) {
    return (int) (packed >>> SCALE_SHIFT);
  }

  private static long shortNumber(long aligned, int length) {
    long dot = dots(aligned);
    long word = aligned;
    long scale = 0;
    int padding = WORD - length;
    if (dot != 0) {
      int place = Long.numberOfTrailingZeros(dot) & ~7;
      word = withoutDot(word, place);
      scale = 7L - (place >>> 3);
      padding++;
      if (length == 1) {
        return NONE;
      }
    }
    word = word ^ ZEROS ^ padding(padding);
    if (!areDigits(word)) {
      return NONE;
    }
    return sum(word) | scale << SCALE_SHIFT;
  }

  private static long longNumber(long address, int length) {
    long low = Memory.getLong(address + length - WORD);
    long high = Memory.getLong(address) << (2 * WORD - length) * 8;
    int padding = 2 * WORD - length;
    long scale = 0;
    long dot = dots(low);
    if (dot != 0) {
      int place = Long.numberOfTrailingZeros(dot) & ~7;
      low = withoutDot(low, place) | high >>> 56;
      high <<= 8;
      scale = 7L - (place >>> 3);
      padding++;
    } else {
      dot = dots(high);
      if (dot != 0) {
        int place = Long.numberOfTrailingZeros(dot) & ~7;
        high = withoutDot(high, place);
        scale = 15L - (place >>> 3);
        padding++;
      }
    }
    low ^= ZEROS;
    high = high ^ ZEROS ^ padding(padding);
    if (!areDigits(low) || !areDigits(high)) {
      return NONE;
    }
    return sum(high) * EIGHT_DIGITS + sum(low) | scale << SCALE_SHIFT;
  }

  /**
   * Reads 1 to 18 bytes that are all digits.
   *
   * @return the integer, or {@link #NONE}
   */
  public static long integer(long address, int length) {
    if (length <= WORD) {
      if (length <= 0) {
        return NONE;
      }
      long word = Memory.getLong(address) << (WORD - length) * 8 ^ ZEROS ^ padding(WORD - length);
      return areDigits(word) ? sum(word) : NONE;
    }
    if (length > 18) {
      return NONE;
    }
    long low = Memory.getLong(address + length - WORD) ^ ZEROS;
    int rest = length - WORD;
    long high = rest <= WORD ? integer(address, rest) : longHead(address, rest);
    return high >= 0 && areDigits(low) ? high * EIGHT_DIGITS + sum(low) : NONE;
  }

  private static long longHead(long address, int length) {
    long low = Memory.getLong(address + length - WORD) ^ ZEROS;
    long high = integer(address, length - WORD);
    return high >= 0 && areDigits(low) ? high * EIGHT_DIGITS + sum(low) : NONE;
  }

  /** Marks the bytes that are points; only the lowest mark is sure. */
  private static long dots(long word) {
    long x = word ^ DOTS;
    return x - ONES & ~x & HIGHS;
  }

  /** The bytes below the point moved up over it. */
  private static long withoutDot(long word, int place) {
    long below = (1L << place) - 1;
    return (word & below) << 8 | word & ~below & ~(0xFFL << place);
  }

  /** The character 0 in the lowest {@code count} bytes. */
  private static long padding(int count) {
    return count == 0 ? 0 : ZEROS >>> 64 - 8 * count;
  }

  /** Whether all bytes are 0 to 9. */
  private static boolean areDigits(long word) {
    return ((word | word + 0x0606060606060606L) & 0xF0F0F0F0F0F0F0F0L) == 0;
  }

  /** The number of eight digits, the first in the lowest byte. */
  private static long sum(long word) {
    long pairs = word * 10 + (word >>> 8);
    return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
        >>> 32;
  }
}
