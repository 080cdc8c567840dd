package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;

/** BYTE_STREAM_SPLIT: first the first bytes of all values, then all second bytes, and so on. */
final class ByteStreamSplitDecoder extends ValueDecoder {
  private final int width;
  private long from;
  private long count;
  private long next;

  ByteStreamSplitDecoder(int width) {
    this.width = width;
  }

  @Override
  void start(long at, long end, int values) {
    from = at;
    count = (end - at) / width;
    next = 0;
    if ((end - at) % width != 0) {
      throw new MalformedException("split streams of unequal length");
    }
  }

  @Override
  void read(long to, int wanted) {
    check(wanted);
    switch (width) {
      case 4 -> read4(from + next, to, wanted);
      case 8 -> read8(from + next, to, wanted);
      default -> readAny(from + next, to, wanted);
    }
    next += wanted;
  }

  private void read4(long at, long to, int wanted) {
    long n = count;
    for (int i = 0; i < wanted; i++) {
      long source = at + i;
      int value =
          Memory.getByte(source) & 0xFF
              | (Memory.getByte(source + n) & 0xFF) << 8
              | (Memory.getByte(source + 2 * n) & 0xFF) << 16
              | Memory.getByte(source + 3 * n) << 24;
      Memory.putInt(to + 4L * i, value);
    }
  }

  private void read8(long at, long to, int wanted) {
    long n = count;
    for (int i = 0; i < wanted; i++) {
      long source = at + i;
      long value =
          Memory.getByte(source) & 0xFFL
              | (Memory.getByte(source + n) & 0xFFL) << 8
              | (Memory.getByte(source + 2 * n) & 0xFFL) << 16
              | (Memory.getByte(source + 3 * n) & 0xFFL) << 24
              | (Memory.getByte(source + 4 * n) & 0xFFL) << 32
              | (Memory.getByte(source + 5 * n) & 0xFFL) << 40
              | (Memory.getByte(source + 6 * n) & 0xFFL) << 48
              | (Memory.getByte(source + 7 * n) & 0xFFL) << 56;
      Memory.putLong(to + 8L * i, value);
    }
  }

  private void readAny(long at, long to, int wanted) {
    for (int k = 0; k < width; k++) {
      for (int i = 0; i < wanted; i++) {
        Memory.putByte(to + (long) width * i + k, Memory.getByte(at + k * count + i));
      }
    }
  }

  @Override
  void skip(int wanted) {
    check(wanted);
    next += wanted;
  }

  private void check(int wanted) {
    if (wanted > count - next) {
      throw tooFew();
    }
  }
}
