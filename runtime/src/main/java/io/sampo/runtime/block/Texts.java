package io.sampo.runtime.block;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;

/** Between views and Arrow's offsets with bytes. */
final class Texts {
  /** Bytes that may be written behind the last text. */
  static final int SLACK = 16;

  private Texts() {}

  /** The bytes of all texts that are not null. */
  static long bytes(long views, long nulls, boolean anyNull, int rows) {
    long total = 0;
    for (int i = 0; i < rows; i++) {
      if (!anyNull || Memory.getByte(nulls + i) == 0) {
        total += StringView.length(views + 16L * i);
      }
    }
    return total;
  }

  /** Writes the offsets, one more than rows. */
  static void offsets(long views, long nulls, boolean anyNull, int rows, long offsets) {
    int at = 0;
    Memory.putInt(offsets, 0);
    for (int i = 0; i < rows; i++) {
      if (!anyNull || Memory.getByte(nulls + i) == 0) {
        at += StringView.length(views + 16L * i);
      }
      Memory.putInt(offsets + 4L * (i + 1), at);
    }
  }

  /** Writes the bytes, and perhaps {@link #SLACK} behind them. */
  static void gather(long views, long nulls, boolean anyNull, int rows, long to) {
    long target = to;
    for (int i = 0; i < rows; i++) {
      if (anyNull && Memory.getByte(nulls + i) != 0) {
        continue;
      }
      long view = views + 16L * i;
      int length = StringView.length(view);
      if (length <= StringView.INLINE) {
        Memory.putLong(target, Memory.getLong(view + 4));
        Memory.putInt(target + 8, Memory.getInt(view + 12));
      } else {
        StringView.copyBytes(Memory.getLong(view + 8), target, length);
      }
      target += length;
    }
  }

  /** Writes views of texts that stay where they are; nulls become empty ones. */
  static void views(long offsets, long bytes, long total, int rows, long views) {
    int from = 0;
    Frame.require(Memory.getInt(offsets) == 0, "texts begin elsewhere");
    for (int i = 0; i < rows; i++) {
      int to = Memory.getInt(offsets + 4L * (i + 1));
      Frame.require(to >= from && to <= total, "a text leaves its buffer");
      StringView.put(views + 16L * i, bytes + from, to - from);
      from = to;
    }
  }
}
