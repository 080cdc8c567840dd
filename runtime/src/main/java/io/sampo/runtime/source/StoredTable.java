package io.sampo.runtime.source;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.error.SampoException;
import io.sampo.physical.Source;
import io.sampo.physical.ValueRange;
import io.sampo.plan.table.SourceTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;

/** A table that can be read. */
public interface StoredTable extends SourceTable {
  /** Instead of a number of tasks: as many pieces as are still worth opening. */
  int FINEST = Integer.MAX_VALUE;

  /**
   * Cuts a scan into pieces, in order; pieces that hold no matching row for sure are left out.
   *
   * @param partitions how many tasks will read them, or {@link #FINEST}
   */
  List<Piece> pieces(Source.TableScan scan, int batchSize, int partitions);

  /**
   * As {@link #pieces(Source.TableScan, int, int)}, of which rows that do not fulfil further
   * predicates may be left out. The pieces are the same with any predicates, some of them perhaps
   * empty.
   *
   * @param further predicates over the scan's output; a null fulfils none
   */
  default List<Piece> pieces(
      Source.TableScan scan, List<ScanPredicate> further, int batchSize, int partitions) {
    return pieces(scan, batchSize, partitions);
  }

  /**
   * The parts of the files that a scan reads, as {@link #pieces} would cut them, so that several
   * tasks can share them.
   *
   * @param partitions how many tasks will read them
   * @throws io.sampo.error.SampoException UNSUPPORTED_FEATURE when the table is not made of files
   */
  default List<ScanSplit> splits(Source.TableScan scan, int partitions) {
    throw onlyHere();
  }

  /**
   * The same table, of which only these parts are read. Statistics stay those of the whole.
   *
   * @throws io.sampo.error.SampoException UNSUPPORTED_FEATURE when the table is not made of files
   */
  default StoredTable withSplits(List<ScanSplit> splits) {
    throw onlyHere();
  }

  /**
   * What another process needs to open the table.
   *
   * @throws io.sampo.error.SampoException UNSUPPORTED_FEATURE when the table lives in this process
   */
  default TableDescription description() {
    throw onlyHere();
  }

  private SampoException onlyHere() {
    return SampoException.unsupported(
        "reading " + name() + " in another process", "Write it to files first.", null);
  }

  /** The files it is read from, in order. */
  default List<Path> files() {
    return List.of();
  }

  /** A part of the table. */
  interface Piece {
    BatchSource open(BufferAllocator allocator, BooleanSupplier cancelled);

    String description();

    /**
     * The bounds of a column of whole numbers in this piece, as far as is known without reading;
     * where it has no values the lower bound is above the upper one.
     *
     * @param column its name in the table
     */
    default Optional<ValueRange> bounds(String column) {
      return Optional.empty();
    }

    /**
     * Values of a column of whole numbers that no row of the table has outside of some parts of
     * this piece, as far as is known without reading.
     *
     * @param from the first part, as {@link BatchSource#part} counts them
     * @param to behind the last part; anything above is the end of the piece
     * @param column its name in the table
     */
    default Optional<ValueRange> onlyIn(long from, long to, String column) {
      return Optional.empty();
    }
  }
}
