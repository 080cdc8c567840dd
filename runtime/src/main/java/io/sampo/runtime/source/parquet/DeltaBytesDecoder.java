package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import org.apache.arrow.memory.BufferAllocator;

/**
 * DELTA_BYTE_ARRAY: each value shares a prefix with the one before. Values are put together in a
 * buffer that lives as long as the batch; for a column of fixed width they are written one behind
 * the other.
 */
final class DeltaBytesDecoder extends ValueDecoder {
  /** What one batch may hold put together: prefixes make pages expand without bound. */
  private static final long MAX_BYTES = 1L << 31;

  private final DeltaIntegers integers = new DeltaIntegers();
  private final GrowingBuffer prefixes;
  private final GrowingBuffer previous;
  private final PagePool pool;
  private final int fixedWidth;
  private final DeltaLengthDecoder suffixes;
  private final GrowingBuffer views;
  private long count;
  private long next;
  private int previousLength;

  /**
   * @param fixedWidth the width of values to write, or 0 to write views
   */
  DeltaBytesDecoder(int fixedWidth, BufferAllocator allocator, PagePool pool) {
    this.fixedWidth = fixedWidth;
    this.pool = pool;
    this.prefixes = new GrowingBuffer(allocator);
    this.previous = new GrowingBuffer(allocator);
    this.suffixes = new DeltaLengthDecoder(allocator);
    this.views = new GrowingBuffer(allocator);
  }

  @Override
  void start(long at, long end, int values) {
    count = integers.start(at, end);
    if (count > values) {
      throw new MalformedException(count + " prefixes in a page of " + values + " values");
    }
    integers.read(prefixes.reserve(4L * count), (int) count, 4);
    suffixes.start(integers.end(), end, values);
    next = 0;
    previousLength = 0;
  }

  @Override
  void read(long to, int wanted) {
    if (wanted > count - next) {
      throw tooFew();
    }
    long parts = views.reserve((long) StringView.BYTES * wanted);
    suffixes.read(parts, wanted);
    GrowingBuffer buffer = pool.take();
    pool.retire(buffer);
    long bytes = totalBytes(parts, wanted);
    long at = buffer.reserve(bytes);
    long before = previous.address();
    int beforeLength = previousLength;
    for (int i = 0; i < wanted; i++) {
      int prefix = Memory.getInt(prefixes.address() + 4 * (next + i));
      long part = parts + (long) StringView.BYTES * i;
      int suffix = StringView.length(part);
      Memory.copy(before, at, prefix);
      Memory.copy(StringView.data(part), at + prefix, suffix);
      before = at;
      beforeLength = prefix + suffix;
      put(to, i, at, beforeLength);
      at += beforeLength;
    }
    next += wanted;
    keep(before, beforeLength);
  }

  private void put(long to, int i, long at, int length) {
    if (fixedWidth == 0) {
      PlainBinaryDecoder.putView(to + (long) StringView.BYTES * i, at, length);
    } else if (length == fixedWidth) {
      Memory.copy(at, to + (long) fixedWidth * i, length);
    } else {
      throw new MalformedException(
          "a value of " + length + " bytes in a column of width " + fixedWidth);
    }
  }

  /** The bytes of the next values; checks that each prefix is one of the value before. */
  private long totalBytes(long parts, int wanted) {
    long total = 0;
    long before = previousLength;
    for (int i = 0; i < wanted; i++) {
      int prefix = Memory.getInt(prefixes.address() + 4 * (next + i));
      if (prefix < 0 || prefix > before) {
        throw new MalformedException("a prefix of " + prefix + " bytes of a value of " + before);
      }
      before = (long) prefix + StringView.length(parts + (long) StringView.BYTES * i);
      total += before;
      if (total > MAX_BYTES) {
        throw new MalformedException("values of more than " + MAX_BYTES + " bytes in one batch");
      }
    }
    return total;
  }

  /** Keeps the last value, as the next batch may reuse the memory it lies in. */
  private void keep(long at, int length) {
    if (length > 0 && at != previous.address()) {
      Memory.copy(at, previous.reserve(length), length);
    }
    previousLength = length;
  }

  @Override
  void skip(int wanted) {
    int left = wanted;
    while (left > 0) {
      int run = Math.min(left, 1024);
      GrowingBuffer target = pool.take();
      pool.retire(target);
      read(target.reserve((long) run * Math.max(StringView.BYTES, fixedWidth)), run);
      left -= run;
    }
  }

  @Override
  public void close() {
    prefixes.close();
    previous.close();
    suffixes.close();
    views.close();
  }
}
