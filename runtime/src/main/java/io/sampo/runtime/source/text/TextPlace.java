package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.Charset;

/** Says where in a file something is, for messages. */
public final class TextPlace {
  private static final int EXCERPT = 120;
  private static final int BLOCK = 1 << 18;

  private TextPlace() {}

  /**
   * The number of the line, counted from 1, that a byte of the file's text is in. Reads the file up
   * to there.
   */
  public static long line(String format, String path, Charset charset, int newline, long offset) {
    long line = 1;
    long left = offset;
    try (Arena arena = Arena.ofConfined();
        ByteInput input = ByteInput.open(format, path, 0, charset)) {
      long address = arena.allocate(BLOCK, 8).address();
      while (left > 0) {
        int count = input.read(address, (int) Math.min(BLOCK, left));
        if (count < 0) {
          break;
        }
        for (int i = 0; i < count; i++) {
          line += Memory.getByte(address + i) == newline ? 1 : 0;
        }
        left -= count;
      }
    } catch (IOException e) {
      throw ByteInput.unreadable(format, path, e);
    }
    return line;
  }

  /** The beginning of a text, for a message. */
  public static String excerpt(long address, int length) {
    int shown = Math.min(length, EXCERPT);
    while (shown > 0 && shown < length && (Memory.getByte(address + shown) & 0xC0) == 0x80) {
      shown--;
    }
    String text = Utf8Text.text(address, shown).replace("\r", "\\r").replace("\n", "\\n");
    return shown < length ? text + "..." : text;
  }
}
