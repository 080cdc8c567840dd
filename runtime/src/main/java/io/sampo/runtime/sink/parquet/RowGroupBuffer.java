package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** The rows of one row group, gathered column by column. Used by one thread at a time. */
final class RowGroupBuffer implements AutoCloseable {
  private final WrittenSchema schema;
  private final List<ColumnChunkWriter> leaves = new ArrayList<>();
  private final NestedDismantler dismantler;
  private int rows;

  RowGroupBuffer(WrittenSchema schema, BufferAllocator allocator) {
    this.schema = schema;
    for (WrittenLeaf leaf : schema.leaves()) {
      leaves.add(new ColumnChunkWriter(leaf, allocator));
    }
    this.dismantler = new NestedDismantler(leaves);
  }

  List<ColumnChunkWriter> leaves() {
    return leaves;
  }

  int rows() {
    return rows;
  }

  /** Roughly the memory in use. */
  long bytes() {
    return leaves.stream().mapToLong(ColumnChunkWriter::bytes).sum();
  }

  /** Adds rows of a batch. */
  void add(ColumnVector[] columns, int from, int to) {
    int index = 0;
    for (WrittenNode column : schema.columns()) {
      ColumnVector vector = columns[index++];
      if (column instanceof WrittenNode.Leaf leaf) {
        leaves.get(leaf.leaf()).add(vector, from, to);
      } else {
        dismantler.add(column, vector, from, to);
      }
    }
    leaves.forEach(ColumnChunkWriter::reconsider);
    rows += to - from;
  }

  /** Forgets all rows; the memory is kept for the next ones. */
  void clear() {
    leaves.forEach(ColumnChunkWriter::clear);
    rows = 0;
  }

  @Override
  public void close() {
    leaves.forEach(ColumnChunkWriter::close);
  }
}
