package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import org.apache.arrow.memory.BufferAllocator;

/** BOOLEAN values, PLAIN (bits) or RLE, as bytes of 0 or 1. */
final class BooleanDecoder extends ValueDecoder {
  private final boolean runLength;
  private final HybridDecoder runs = new HybridDecoder();
  private final GrowingBuffer bits;
  private long from;
  private long index;
  private long count;

  BooleanDecoder(boolean runLength, BufferAllocator allocator) {
    this.runLength = runLength;
    this.bits = new GrowingBuffer(allocator);
  }

  @Override
  void start(long at, long end, int values) {
    if (!runLength) {
      from = at;
      index = 0;
      count = (end - at) * 8;
      return;
    }
    long bytes = end - at < 4 ? -1 : Memory.getInt(at);
    if (bytes < 0 || bytes > end - at - 4) {
      throw new MalformedException("booleans that exceed their page");
    }
    runs.start(at + 4, at + 4 + bytes, 1);
  }

  @Override
  void read(long to, int wanted) {
    if (runLength) {
      long bitmap = bits.reserve(Bitmaps.bytes(wanted));
      runs.readBits(bitmap, 0, wanted);
      Bitmaps.expand(bitmap, 0, wanted, to);
    } else {
      check(wanted);
      Bitmaps.expand(from, index, wanted, to);
      index += wanted;
    }
  }

  @Override
  void skip(int wanted) {
    if (runLength) {
      runs.skip(wanted);
    } else {
      check(wanted);
      index += wanted;
    }
  }

  private void check(int wanted) {
    if (wanted > count - index) {
      throw tooFew();
    }
  }

  @Override
  public void close() {
    bits.close();
  }
}
