package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;

/**
 * Decodes the hybrid of run-length and bit-packed runs that holds levels, dictionary codes and
 * booleans. Values are at most 32 bits wide.
 *
 * <p>Used by one thread; {@link #start} begins anew. Reads never leave [address, end) by more than
 * the buffer's slack.
 */
final class HybridDecoder {
  private long position;
  private long end;
  private int width;

  /** What is left of the current run. */
  private int left;

  private boolean packed;

  /** The value of a repeating run. */
  private int repeated;

  /** The first byte of a packed run, and the index in it of the next value. */
  private long packedAt;

  private long packedIndex;

  /** The bits that hold values from 0 to {@code max}. */
  static int width(int max) {
    return 32 - Integer.numberOfLeadingZeros(max);
  }

  void start(long address, long endAddress, int bitWidth) {
    if (bitWidth < 0 || bitWidth > 32) {
      throw new MalformedException("a bit width of " + bitWidth);
    }
    position = address;
    end = endAddress;
    width = bitWidth;
    left = 0;
  }

  private void nextRun() {
    if (width == 0 && position >= end) {
      // Zero-wide values need no bytes at all.
      packed = false;
      repeated = 0;
      left = Integer.MAX_VALUE;
      return;
    }
    long header = readVarint();
    if ((header & 1) == 0) {
      packed = false;
      long count = header >>> 1;
      int bytes = (width + 7) >>> 3;
      if (count == 0 || count > Integer.MAX_VALUE || end - position < bytes) {
        throw new MalformedException("a malformed run");
      }
      repeated = bytes == 0 ? 0 : (int) (Memory.getLong(position) & (-1L >>> (64 - 8 * bytes)));
      position += bytes;
      left = (int) count;
    } else {
      startPacked(header >>> 1);
    }
  }

  private void startPacked(long groups) {
    long bytes = groups * width;
    if (groups == 0 || groups > Integer.MAX_VALUE / 8) {
      throw new MalformedException("a malformed run");
    }
    long values = groups * 8;
    if (bytes > end - position) {
      // Some writers leave out the padding of the last group.
      bytes = end - position;
      values = bytes * 8 / width;
      if (values == 0) {
        throw new MalformedException("a truncated run");
      }
    }
    packed = true;
    packedAt = position;
    packedIndex = 0;
    position += bytes;
    left = (int) values;
  }

  private long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (position >= end) {
        throw new MalformedException("fewer values than announced");
      }
      byte next = Memory.getByte(position++);
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a run header that does not end");
  }

  /**
   * Decodes values into ints.
   *
   * @param limit the largest value allowed
   */
  void read(long to, int count, int limit) {
    long target = to;
    int wanted = count;
    while (wanted > 0) {
      if (left == 0) {
        nextRun();
      }
      int run = Math.min(wanted, left);
      if (packed) {
        if (BitUnpacking.unpack(packedAt, packedIndex, run, width, target, limit)) {
          throw new MalformedException("a value above " + Integer.toUnsignedLong(limit));
        }
        packedIndex += run;
      } else {
        if (Integer.compareUnsigned(repeated, limit) > 0) {
          throw new MalformedException(
              "a value of "
                  + Integer.toUnsignedLong(repeated)
                  + " above "
                  + Integer.toUnsignedLong(limit));
        }
        BitUnpacking.fillInts(target, run, repeated);
      }
      left -= run;
      wanted -= run;
      target += 4L * run;
    }
  }

  /**
   * Decodes some of the next values into ints, one after the other, and passes over the others.
   *
   * @param from the number of the next value
   * @param count how many values to pass over altogether
   * @param chosen the address of the numbers of the values wanted, ascending
   * @param limit the largest value allowed
   */
  void read(long to, int from, int count, long chosen, int wanted, int limit) {
    int at = from;
    int end = from + count;
    int done = 0;
    while (at < end) {
      if (left == 0) {
        nextRun();
      }
      int behind = at + Math.min(end - at, left);
      int next = done;
      while (next < wanted && Memory.getInt(chosen + 4L * next) < behind) {
        next++;
      }
      if (next > done) {
        readRun(to, at, chosen, done, next, limit);
      }
      done = next;
      packedIndex += behind - at;
      left -= behind - at;
      at = behind;
    }
  }

  /** Decodes values of the current run, whose next value has the number {@code from}. */
  private void readRun(long to, int from, long chosen, int first, int last, int limit) {
    if (!packed || width == 0) {
      int value = packed ? 0 : repeated;
      if (Integer.compareUnsigned(value, limit) > 0) {
        throw new MalformedException("a value above " + Integer.toUnsignedLong(limit));
      }
      BitUnpacking.fillInts(to + 4L * first, last - first, value);
      return;
    }
    long mask = -1L >>> (64 - width);
    long most = 0;
    for (int i = first; i < last; i++) {
      long bit = (packedIndex + Memory.getInt(chosen + 4L * i) - from) * width;
      long value = Memory.getLong(packedAt + (bit >>> 3)) >>> (bit & 7) & mask;
      most = Math.max(most, value);
      Memory.putInt(to + 4L * i, (int) value);
    }
    if (most > Integer.toUnsignedLong(limit)) {
      throw new MalformedException("a value above " + Integer.toUnsignedLong(limit));
    }
  }

  void skip(int count) {
    int wanted = count;
    while (wanted > 0) {
      if (left == 0) {
        nextRun();
      }
      int run = Math.min(wanted, left);
      packedIndex += run;
      left -= run;
      wanted -= run;
    }
  }

  /**
   * The length of the run of ones that comes next, at most {@code most}; of values one bit wide.
   */
  int onesAhead(int most) {
    if (left == 0) {
      nextRun();
    }
    return !packed && repeated == 1 ? Math.min(left, most) : 0;
  }

  /**
   * Copies values one bit wide into a bitmap.
   *
   * @return how many are 1
   */
  int readBits(long bitmap, int offset, int count) {
    int ones = 0;
    int done = 0;
    while (done < count) {
      if (left == 0) {
        nextRun();
      }
      int run = Math.min(count - done, left);
      if (packed) {
        ones += Bitmaps.copy(packedAt, packedIndex, bitmap, offset + done, run);
        packedIndex += run;
      } else {
        checkBit();
        Bitmaps.fill(bitmap, offset + done, run, repeated == 1);
        ones += repeated == 1 ? run : 0;
      }
      left -= run;
      done += run;
    }
    return ones;
  }

  /** Skips values one bit wide and counts the ones among them. */
  int skipBits(int count) {
    int ones = 0;
    int done = 0;
    while (done < count) {
      if (left == 0) {
        nextRun();
      }
      int run = Math.min(count - done, left);
      if (packed) {
        ones += Bitmaps.count(packedAt, packedIndex, run);
        packedIndex += run;
      } else {
        checkBit();
        ones += repeated == 1 ? run : 0;
      }
      left -= run;
      done += run;
    }
    return ones;
  }

  private void checkBit() {
    if (repeated >>> 1 != 0) {
      throw new MalformedException("a level of " + Integer.toUnsignedLong(repeated) + " above 1");
    }
  }
}
