package io.sampo.runtime.source.parquet;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The dictionary of one column chunk, its entries in the vector's form. Refilled for each chunk.
 */
final class Dictionary implements AutoCloseable {
  private static final AtomicLong IDS = new AtomicLong();

  private final int width;
  private final GrowingBuffer page;
  private final GrowingBuffer entries;
  private int size = -1;
  private long id;

  Dictionary(int width, BufferAllocator allocator) {
    this.width = width;
    this.page = new GrowingBuffer(allocator);
    this.entries = new GrowingBuffer(allocator);
  }

  /** Memory for the decompressed page, which the entries may point into. */
  GrowingBuffer page() {
    return page;
  }

  /** Decodes the entries of a dictionary page. */
  void load(ValueDecoder plain, long at, long bytes, int count) {
    // Every value but a boolean has at least one byte, so a count that lies allocates little.
    if (count > bytes) {
      throw new MalformedException("a dictionary of " + count + " entries in " + bytes + " bytes");
    }
    size = -1;
    long to = entries.reserve((long) Math.max(1, count) * width);
    plain.start(at, at + bytes, count);
    plain.read(to, count);
    size = count;
    id = IDS.incrementAndGet();
  }

  void clear() {
    size = -1;
  }

  /** The number of entries, or -1 while there is no dictionary. */
  int size() {
    return size;
  }

  long id() {
    return id;
  }

  long entries() {
    return entries.address();
  }

  int width() {
    return width;
  }

  @Override
  public void close() {
    page.close();
    entries.close();
  }
}
