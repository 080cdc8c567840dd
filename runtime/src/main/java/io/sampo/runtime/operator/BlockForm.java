package io.sampo.runtime.operator;

import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.block.BlockEncoder;
import io.sampo.runtime.block.EncodedBlock;
import io.sampo.runtime.cache.KeptBlock;
import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.cache.RowStatistics;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.types.StructType;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;

/** What becomes of rows that are written into the exchange. Used by one thread at a time. */
sealed interface BlockForm extends AutoCloseable {
  /**
   * Rows as a block, which the caller closes; the batch stays the caller's.
   *
   * @param checksum of the rows
   */
  BlockContent block(ColumnBatch rows, long checksum);

  /** There are no more rows. */
  void finish();

  @Override
  void close();

  /** For tasks of the same query, which read all columns. */
  final class Sent implements BlockForm {
    private final BlockEncoder encoder;

    Sent(StructType schema, BufferAllocator allocator) {
      this.encoder = BlockEncoder.bare(schema, allocator);
    }

    @Override
    public BlockContent block(ColumnBatch rows, long checksum) {
      EncodedBlock block = encoder.encode(rows);
      return new BlockContent(block.buffer(), block.bytes(), block.rows(), checksum);
    }

    @Override
    public void finish() {}

    @Override
    public void close() {
      encoder.close();
    }
  }

  /** For later queries, with figures of all rows. */
  final class Kept implements BlockForm {
    private final BufferAllocator allocator;
    private final RowStatistics counting;
    private final Consumer<RowFigures> counted;

    Kept(StructType schema, BufferAllocator allocator, Consumer<RowFigures> counted) {
      this.allocator = allocator;
      this.counting = new RowStatistics(schema);
      this.counted = counted;
    }

    @Override
    public BlockContent block(ColumnBatch rows, long checksum) {
      counting.add(rows);
      return KeptBlock.image(rows, checksum, allocator);
    }

    @Override
    public void finish() {
      counted.accept(counting.figures());
    }

    @Override
    public void close() {}
  }
}
