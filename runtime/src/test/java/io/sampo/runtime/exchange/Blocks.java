package io.sampo.runtime.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Blocks of random bytes, which a test can make again from the same number. */
final class Blocks {
  private Blocks() {}

  static byte[] bytes(long seed, int length) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    // Every other part compresses well.
    for (int i = 0; i < length; i++) {
      if (i / 100 % 2 == 0) {
        bytes[i] = 7;
      }
    }
    return bytes;
  }

  static BlockContent content(byte[] bytes, BufferAllocator allocator) {
    ArrowBuf buffer = allocator.buffer(Math.max(1, bytes.length));
    buffer.setBytes(0, bytes);
    return new BlockContent(buffer, bytes.length, bytes.length / 10, bytes.length * 31L);
  }

  /** Reads a block and closes it. */
  static byte[] take(BlockContent content) {
    try (content) {
      var bytes = new byte[Math.toIntExact(content.bytes())];
      content.buffer().getBytes(0, bytes);
      return bytes;
    }
  }

  /** Reads all that is left, as {@link #take} yields it. */
  static List<byte[]> takeAll(BlockReader reader) throws InterruptedException {
    var all = new ArrayList<byte[]>();
    while (reader.take() instanceof BlockReader.Next.Block block) {
      all.add(take(block.content()));
    }
    return all;
  }
}
