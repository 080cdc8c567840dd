package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.ByteInput;
import io.sampo.runtime.source.text.Utf8Text;
import java.io.IOException;
import java.lang.foreign.Arena;

/** Says where in a file something is, for messages. */
final class RecordPlace {
  private static final int EXCERPT = 120;
  private static final int BLOCK = 1 << 18;

  private RecordPlace() {}

  /** The number of the line, counted from 1, that a byte of the file's text is in. Reads the file up to there. */
  static long line(CsvFile file, CsvOptions options, long offset) {
    long line = 1;
    long left = offset;
    byte newline = (byte) file.dialect().newline();
    try (Arena arena = Arena.ofConfined();
        ByteInput input = ByteInput.open("csv", file.path(), 0, options.charset())) {
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
      throw ByteInput.unreadable("csv", file.path(), e);
    }
    return line;
  }

  /** The beginning of a text, for a message. */
  static String excerpt(long address, int length) {
    int shown = Math.min(length, EXCERPT);
    while (shown > 0 && shown < length && (Memory.getByte(address + shown) & 0xC0) == 0x80) {
      shown--;
    }
    String text = Utf8Text.text(address, shown).replace("\r", "\\r").replace("\n", "\\n");
    return shown < length ? text + "..." : text;
  }
}
