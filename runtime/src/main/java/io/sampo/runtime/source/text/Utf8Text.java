package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;
import java.nio.charset.StandardCharsets;

/** Checks and repairs UTF-8 in raw memory. */
public final class Utf8Text {
  private static final long HIGHS = 0x8080808080808080L;

  private Utf8Text() {}

  /** Whether all bytes are ASCII. May read up to 7 bytes behind the text. */
  public static boolean isAscii(long address, int length) {
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      if ((Memory.getLong(address + at) & HIGHS) != 0) {
        return false;
      }
    }
    int rest = length - at;
    return rest <= 0 || (Memory.getLong(address + at) & HIGHS & (1L << 8 * rest) - 1) == 0;
  }

  /** Whether the bytes are well-formed UTF-8 (Unicode, table 3-7). */
  public static boolean isValid(long address, int length) {
    int at = 0;
    while (at < length) {
      int lead = Memory.getByte(address + at) & 0xFF;
      if (lead < 0x80) {
        at++;
        continue;
      }
      int following =
          lead >= 0xC2 && lead <= 0xDF
              ? 1
              : lead >= 0xE0 && lead <= 0xEF ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
      if (following == 0 || at + following >= length || !follows(address + at, lead, following)) {
        return false;
      }
      at += following + 1;
    }
    return true;
  }

  private static boolean follows(long address, int lead, int following) {
    int second = Memory.getByte(address + 1) & 0xFF;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return false;
    }
    for (int i = 2; i <= following; i++) {
      if ((Memory.getByte(address + i) & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The bytes with U+FFFD for whatever is malformed. */
  public static byte[] repaired(long address, int length) {
    return text(address, length).getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes as text, with U+FFFD for whatever is malformed. */
  public static String text(long address, int length) {
    byte[] bytes = new byte[Math.max(0, length)];
    Memory.copyTo(address, bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
