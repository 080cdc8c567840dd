package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Accounted memory for texts that cannot be referred to where they were read. Addresses stay valid
 * until {@link #reset}. Used by one thread.
 */
public final class TextArena implements AutoCloseable {
  private static final int BLOCK = 1 << 16;

  private final BufferAllocator allocator;
  private final List<ArrowBuf> blocks = new ArrayList<>();
  private int current = -1;
  private long next;
  private long end;

  public TextArena(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** Room for that many bytes, and some more behind them that may be read. */
  public long reserve(int bytes) {
    long needed = bytes + (long) ByteInput.PADDING;
    while (next + needed > end) {
      advance(needed);
    }
    long address = next;
    next += (bytes + 7L) & ~7L;
    return address;
  }

  /** A copy of the bytes. */
  public long copy(byte[] bytes) {
    long address = reserve(bytes.length);
    Memory.copyFrom(bytes, 0, address, bytes.length);
    return address;
  }

  private void advance(long needed) {
    current++;
    if (current == blocks.size()) {
      blocks.add(allocator.buffer(Math.max(BLOCK, needed)));
    }
    ArrowBuf block = blocks.get(current);
    next = block.memoryAddress();
    end = next + block.capacity();
  }

  /** Forgets all texts; keeps the first block. */
  public void reset() {
    while (blocks.size() > 1) {
      blocks.removeLast().close();
    }
    current = -1;
    next = 0;
    end = 0;
  }

  @Override
  public void close() {
    blocks.forEach(ArrowBuf::close);
    blocks.clear();
    current = -1;
    next = 0;
    end = 0;
  }
}
