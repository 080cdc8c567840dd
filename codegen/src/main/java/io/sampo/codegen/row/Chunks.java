package io.sampo.codegen.row;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Buffers that live and die together. Not thread-safe. */
final class Chunks implements AutoCloseable {
  private final BufferAllocator allocator;
  private final List<ArrowBuf> buffers = new ArrayList<>();

  Chunks(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** The address of fresh memory, content undefined. */
  long take(long bytes) {
    ArrowBuf buffer = allocator.buffer(bytes);
    buffers.add(buffer);
    return buffer.memoryAddress();
  }

  /** Frees all but the first few. */
  void keep(int first) {
    List<ArrowBuf> rest = buffers.subList(first, buffers.size());
    rest.forEach(ArrowBuf::close);
    rest.clear();
  }

  /** Takes over another's buffers. */
  void takeOver(Chunks other) {
    buffers.addAll(other.buffers);
    other.buffers.clear();
  }

  int size() {
    return buffers.size();
  }

  @Override
  public void close() {
    buffers.forEach(ArrowBuf::close);
    buffers.clear();
  }
}
