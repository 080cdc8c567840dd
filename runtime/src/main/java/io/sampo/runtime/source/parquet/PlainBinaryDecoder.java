package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;

/** PLAIN BYTE_ARRAY values, each behind its length, as views into the page. */
final class PlainBinaryDecoder extends ValueDecoder {
  private long position;
  private long end;

  @Override
  void start(long at, long endAddress, int values) {
    position = at;
    end = endAddress;
  }

  @Override
  void read(long to, int count) {
    long at = position;
    long last = end - 4;
    long view = to;
    for (int i = 0; i < count; i++) {
      if (at > last) {
        throw tooFew();
      }
      int length = Memory.getInt(at);
      if (length < 0 || length > last - at) {
        throw new MalformedException("a value of " + length + " bytes that exceeds its page");
      }
      at += 4;
      putView(view, at, length);
      at += length;
      view += StringView.BYTES;
    }
    position = at;
  }

  /** Writes a view from two loads that may reach up to 12 bytes beyond the value. */
  static void putView(long view, long data, int length) {
    int prefix = Memory.getInt(data);
    if (length > StringView.INLINE) {
      Memory.putLong(view, length | (long) prefix << 32);
      Memory.putLong(view + 8, data);
      return;
    }
    if (length >= 4) {
      Memory.putLong(view, length | (long) prefix << 32);
      long rest = Memory.getLong(data + 4);
      Memory.putLong(view + 8, length == 4 ? 0 : rest & -1L >>> (96 - 8 * length));
    } else {
      long masked = prefix & (1L << 8 * length) - 1;
      Memory.putLong(view, length | masked << 32);
      Memory.putLong(view + 8, 0);
    }
  }

  @Override
  void skip(int count) {
    long at = position;
    long last = end - 4;
    for (int i = 0; i < count; i++) {
      if (at > last) {
        throw tooFew();
      }
      int length = Memory.getInt(at);
      if (length < 0 || length > last - at) {
        throw new MalformedException("a value of " + length + " bytes that exceeds its page");
      }
      at += 4L + length;
    }
    position = at;
  }
}
