package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;

/**
 * Decodes DELTA_BINARY_PACKED: a first value, then blocks of a least difference and miniblocks of
 * bit-packed excesses over it. Sums wrap, which makes 32-bit values right as well when their low
 * half is taken.
 */
final class DeltaIntegers {
  private static final int MAX_BLOCK = 1 << 20;

  private long position;
  private long end;
  private int miniblocks;
  private int perMiniblock;

  /** Values not yet read, and whether the next one is the first, which the header holds. */
  private long left;

  private boolean atFirst;
  private long last;

  /** The current block: its least difference and the widths of its miniblocks. */
  private long minDelta;

  private long widthsAt;
  private int nextMiniblock;

  /** The current miniblock: values left, their width, and the bit of the next one. */
  private int inMiniblock;

  private int width;
  private long packedAt;
  private long bit;

  /** Reads the header; the number of values. */
  long start(long at, long endAddress) {
    position = at;
    end = endAddress;
    long block = varint();
    long count = varint();
    left = varint();
    last = zigzag();
    if (block <= 0 || block > MAX_BLOCK || count <= 0 || count > block || block % count != 0) {
      throw new MalformedException("delta blocks of " + block + " values in " + count + " parts");
    }
    if (left < 0 || left > Integer.MAX_VALUE) {
      throw new MalformedException("a delta encoding of " + left + " values");
    }
    miniblocks = (int) count;
    perMiniblock = (int) (block / count);
    atFirst = true;
    nextMiniblock = miniblocks;
    inMiniblock = 0;
    return left;
  }

  /** The address behind the last block; all values must have been read. */
  long end() {
    if (left != 0) {
      throw new IllegalStateException(left + " values were not read");
    }
    return position;
  }

  /**
   * Decodes the next values.
   *
   * @param to where to write, or 0 to pass over them
   * @param bytes the width of a value, 4 or 8
   */
  void read(long to, int count, int bytes) {
    if (count > left) {
      throw ValueDecoder.tooFew();
    }
    left -= count;
    long target = to;
    int wanted = count;
    if (atFirst && wanted > 0) {
      atFirst = false;
      put(target, last, bytes);
      target += target == 0 ? 0 : bytes;
      wanted--;
    }
    while (wanted > 0) {
      if (inMiniblock == 0) {
        nextMiniblock();
      }
      int run = Math.min(wanted, inMiniblock);
      if (target == 0) {
        pass(run);
      } else if (bytes == 8) {
        readLongs(target, run);
      } else {
        readInts(target, run);
      }
      target += target == 0 ? 0 : (long) run * bytes;
      inMiniblock -= run;
      wanted -= run;
    }
  }

  private static void put(long to, long value, int bytes) {
    if (to == 0) {
      return;
    }
    if (bytes == 8) {
      Memory.putLong(to, value);
    } else {
      Memory.putInt(to, (int) value);
    }
  }

  private void nextMiniblock() {
    if (nextMiniblock == miniblocks) {
      minDelta = zigzag();
      widthsAt = position;
      position += miniblocks;
      nextMiniblock = 0;
      if (position > end) {
        throw ValueDecoder.tooFew();
      }
    }
    width = Memory.getByte(widthsAt + nextMiniblock++) & 0xFF;
    long bytes = ((long) perMiniblock * width + 7) >>> 3;
    if (width > 64) {
      throw new MalformedException("a bit width of " + width);
    }
    packedAt = position;
    bit = 0;
    inMiniblock = perMiniblock;
    if (bytes > end - position) {
      // The last miniblock may be cut behind its last value.
      long room = width == 0 ? perMiniblock : (end - position) * 8 / width;
      if (room == 0) {
        throw ValueDecoder.tooFew();
      }
      inMiniblock = (int) room;
      bytes = end - position;
    }
    position += bytes;
  }

  /** The packed value at a bit; widths above 56 may reach into a ninth byte. */
  private static long packed(long at, long bit, int width) {
    long address = at + (bit >>> 3);
    int shift = (int) bit & 7;
    long value = Memory.getLong(address) >>> shift;
    if (width > 56 && shift + width > 64) {
      value |= (Memory.getByte(address + 8) & 0xFFL) << (64 - shift);
    }
    return width == 0 ? 0 : value & -1L >>> (64 - width);
  }

  private void readLongs(long to, int count) {
    long value = last;
    long at = packedAt;
    long index = bit;
    int w = width;
    long least = minDelta;
    for (int i = 0; i < count; i++) {
      value += least + packed(at, index, w);
      Memory.putLong(to + 8L * i, value);
      index += w;
    }
    bit = index;
    last = value;
  }

  private void readInts(long to, int count) {
    long value = last;
    long at = packedAt;
    long index = bit;
    int w = width;
    long least = minDelta;
    for (int i = 0; i < count; i++) {
      value += least + packed(at, index, w);
      Memory.putInt(to + 4L * i, (int) value);
      index += w;
    }
    bit = index;
    last = value;
  }

  private void pass(int count) {
    long value = last;
    for (int i = 0; i < count; i++) {
      value += minDelta + packed(packedAt, bit, width);
      bit += width;
    }
    last = value;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw ValueDecoder.tooFew();
      }
      byte next = Memory.getByte(position++);
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number that does not end");
  }

  private long zigzag() {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }
}
