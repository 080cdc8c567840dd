package io.sampo.runtime.compress;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Direct byte buffers over raw memory, for libraries and channels that know no addresses. The
 * memory must outlive the buffer's use.
 */
public final class Addresses {
  private Addresses() {}

  /**
   * A direct buffer over {@code bytes} bytes at {@code address}, from position 0 to its capacity.
   */
  public static ByteBuffer buffer(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer();
  }
}
