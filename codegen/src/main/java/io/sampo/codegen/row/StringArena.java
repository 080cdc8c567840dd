package io.sampo.codegen.row;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Keeps the bytes of long strings for rows that outlive the batch they came from. Used by one
 * thread at a time.
 */
public final class StringArena implements AutoCloseable {
  private static final int FIRST_CHUNK = 4 << 10;
  private static final int LAST_CHUNK = 1 << 20;

  private final BufferAllocator allocator;
  private final Chunks chunks;
  private long cursor;
  private long limit;
  private int chunk = FIRST_CHUNK;
  private long used;

  public StringArena(BufferAllocator allocator) {
    this.allocator = allocator;
    this.chunks = new Chunks(allocator);
  }

  /**
   * Writes a view at {@code to} equal to the one at {@code from}, with bytes of its own when it is
   * long.
   */
  public void keep(long from, long to) {
    int length = Memory.getInt(from);
    Memory.putLong(to, Memory.getLong(from));
    if (length <= StringView.INLINE) {
      Memory.putLong(to + 8, Memory.getLong(from + 8));
      return;
    }
    long target = reserve(length);
    StringView.copyBytes(Memory.getLong(from + 8), target, length);
    Memory.putLong(to + 8, target);
  }

  /** Writes a view of the bytes at {@code to}, with a copy of its own when they are many. */
  public void put(byte[] bytes, long to) {
    if (bytes.length <= StringView.INLINE) {
      Memory.putLong(to, 0);
      Memory.putLong(to + 8, 0);
      Memory.putInt(to, bytes.length);
      Memory.copyFrom(bytes, 0, to + 4, bytes.length);
      return;
    }
    long target = reserve(bytes.length);
    Memory.copyFrom(bytes, 0, target, bytes.length);
    StringView.put(to, target, bytes.length);
  }

  /** The address of fresh bytes that live as long as the arena. */
  public long reserve(int bytes) {
    if (cursor + bytes > limit) {
      refill(bytes);
    }
    long target = cursor;
    cursor += bytes;
    used += bytes;
    return target;
  }

  private void refill(int bytes) {
    int size = Math.max(chunk, bytes);
    cursor = chunks.take(size);
    limit = cursor + size;
    chunk = Math.min(LAST_CHUNK, chunk * 4);
  }

  /** Bytes handed out. */
  public long used() {
    return used;
  }

  /**
   * Moves all strings into an arena of their own, which the caller closes; none moves in memory.
   */
  StringArena detach() {
    var detached = new StringArena(allocator);
    detached.chunks.takeOver(chunks);
    clear();
    return detached;
  }

  /** Forgets all strings. */
  public void clear() {
    chunks.close();
    cursor = 0;
    limit = 0;
    chunk = FIRST_CHUNK;
    used = 0;
  }

  @Override
  public void close() {
    clear();
  }
}
