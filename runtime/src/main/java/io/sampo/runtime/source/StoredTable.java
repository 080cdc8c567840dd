package io.sampo.runtime.source;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.physical.Source;
import io.sampo.plan.table.SourceTable;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;

/** A table that can be read. */
public interface StoredTable extends SourceTable {
  /**
   * Cuts a scan into pieces, in order; pieces that hold no matching row for sure are left out.
   *
   * @param partitions how many tasks will read them
   */
  List<Piece> pieces(Source.TableScan scan, int batchSize, int partitions);

  /** A part of the table. */
  interface Piece {
    BatchSource open(BufferAllocator allocator, BooleanSupplier cancelled);

    String description();
  }
}
