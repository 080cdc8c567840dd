package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import org.apache.arrow.memory.BufferAllocator;

/** DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes. Views point into the page. */
final class DeltaLengthDecoder extends ValueDecoder {
  private final DeltaIntegers integers = new DeltaIntegers();
  private final GrowingBuffer lengths;
  private long count;
  private long next;
  private long position;
  private long end;

  DeltaLengthDecoder(BufferAllocator allocator) {
    this.lengths = new GrowingBuffer(allocator);
  }

  @Override
  void start(long at, long endAddress, int values) {
    count = integers.start(at, endAddress);
    if (count > values) {
      throw new MalformedException(count + " lengths in a page of " + values + " values");
    }
    integers.read(lengths.reserve(4L * count), (int) count, 4);
    next = 0;
    position = integers.end();
    end = endAddress;
  }

  @Override
  void read(long to, int wanted) {
    check(wanted);
    long at = position;
    for (int i = 0; i < wanted; i++) {
      int length = Memory.getInt(lengths.address() + 4 * (next + i));
      checkLength(length, at);
      PlainBinaryDecoder.putView(to + (long) StringView.BYTES * i, at, length);
      at += length;
    }
    next += wanted;
    position = at;
  }

  @Override
  void skip(int wanted) {
    check(wanted);
    for (int i = 0; i < wanted; i++) {
      int length = Memory.getInt(lengths.address() + 4 * next++);
      checkLength(length, position);
      position += length;
    }
  }

  private void check(int wanted) {
    if (wanted > count - next) {
      throw tooFew();
    }
  }

  private void checkLength(int length, long at) {
    if (length < 0 || length > end - at) {
      throw new MalformedException("a value of " + length + " bytes that exceeds its page");
    }
  }

  @Override
  public void close() {
    lengths.close();
  }
}
