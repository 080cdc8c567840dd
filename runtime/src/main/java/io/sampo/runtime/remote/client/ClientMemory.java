package io.sampo.runtime.remote.client;

import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockDecoder;
import io.sampo.runtime.block.CorruptBlockException;
import io.sampo.types.StructType;
import java.io.IOException;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Where a session's received rows are: a batch for each result that is being read. Safe for use by
 * many threads.
 */
final class ClientMemory {
  private final BufferAllocator allocator = new RootAllocator();

  /**
   * The rows of a block, which belong to the caller.
   *
   * @throws IOException when the block was damaged on its way
   */
  ReceivedBatch columns(StructType schema, byte[] block) throws IOException {
    try (ArrowBuf bytes = allocator.buffer(block.length)) {
      bytes.setBytes(0, block);
      ColumnBatch batch =
          new BlockDecoder(schema, allocator).decode(bytes.memoryAddress(), block.length);
      return ReceivedBatch.of(batch);
    } catch (CorruptBlockException e) {
      throw new IOException("rows were damaged on their way: " + e.getMessage(), e);
    }
  }
}
