package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.ByteInput;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.Charset;

/** A stretch of a file in memory, for looking at before a query runs. Used by one thread. */
final class CsvSample implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final long base;
  private final int limit;
  private final boolean complete;

  private CsvSample(String path, Charset charset, long offset, int bytes) throws IOException {
    base = arena.allocate(bytes + 2L * ByteInput.PADDING, 8).address() + ByteInput.PADDING;
    int filled = 0;
    boolean ended = false;
    try (ByteInput input = ByteInput.open("csv", path, offset, charset)) {
      while (filled < bytes && !ended) {
        int count = input.read(base + filled, bytes - filled);
        ended = count < 0;
        filled += Math.max(0, count);
      }
    }
    limit = filled;
    complete = ended;
    Memory.putByte(base + limit, (byte) '\n');
  }

  /** Reads up to that many bytes of text from an offset. */
  static CsvSample read(String path, Charset charset, long offset, int bytes) {
    try {
      return new CsvSample(path, charset, offset, bytes);
    } catch (IOException e) {
      throw ByteInput.unreadable("csv", path, e);
    }
  }

  long base() {
    return base;
  }

  /** How many bytes there are. */
  int limit() {
    return limit;
  }

  /** Whether the file ends here. */
  boolean isComplete() {
    return complete;
  }

  /** The length of a byte-order mark at the beginning. */
  int markLength() {
    boolean mark = limit >= 3 && (Memory.getInt(base) & 0xFFFFFF) == 0xBFBBEF;
    return mark ? 3 : 0;
  }

  boolean contains(int b) {
    for (int i = 0; i < limit; i++) {
      if (Memory.getByte(base + i) == b) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    arena.close();
  }
}
