package io.sampo.runtime.operator;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.physical.Source;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.logical.RowPosition;
import io.sampo.runtime.source.StoredTable;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A piece of a table with the positions of its rows as a further column: the number of the piece,
 * then the number of the row among those that the piece yields.
 *
 * @param column the place of the positions among the columns
 */
record PositionedPiece(StoredTable.Piece piece, long number, int column, int batchSize)
    implements StoredTable.Piece {
  private static final int ROW_BITS = 40;

  /**
   * The pieces of a scan, with positions when it asks for them.
   *
   * @param skipping predicates over the scan's output by which rows may be left out
   */
  static List<StoredTable.Piece> pieces(
      StoredTable table,
      Source.TableScan scan,
      List<ScanPredicate> skipping,
      int batchSize,
      int partitions) {
    int column = RowPosition.in(scan.output());
    if (column < 0) {
      return table.pieces(scan, skipping, batchSize, partitions);
    }
    var stored = new ArrayList<ColumnReference>(scan.output());
    stored.remove(column);
    var plain = new Source.TableScan(scan.table(), stored, scan.predicates());
    var pieces = new ArrayList<StoredTable.Piece>();
    for (StoredTable.Piece piece : table.pieces(plain, batchSize, partitions)) {
      pieces.add(new PositionedPiece(piece, pieces.size(), column, batchSize));
    }
    return pieces;
  }

  @Override
  public String description() {
    return piece.description();
  }

  @Override
  public Optional<ValueRange> bounds(String name) {
    return piece.bounds(name);
  }

  @Override
  public Optional<ValueRange> onlyIn(long from, long to, String name) {
    return piece.onlyIn(from, to, name);
  }

  @Override
  public BatchSource open(BufferAllocator allocator, BooleanSupplier cancelled) {
    BatchSource source = piece.open(allocator, cancelled);
    try {
      return new Positions(source, allocator.buffer(8L * batchSize), column, number << ROW_BITS);
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  /** Batches with one column more. */
  private static final class Positions implements BatchSource {
    private final BatchSource source;
    private final ArrowBuf buffer;
    private final int column;
    private final ColumnVector vector = new ColumnVector(DataType.LONG);
    private long next;
    private int count;
    private boolean closed;

    Positions(BatchSource source, ArrowBuf buffer, int column, long first) {
      this.source = source;
      this.buffer = buffer;
      this.column = column;
      this.next = first;
    }

    @Override
    public int next() {
      next += count;
      int rows = source.next();
      count = Math.max(rows, 0);
      return rows;
    }

    @Override
    public ColumnVector column(int index) {
      if (index != column) {
        return source.column(index < column ? index : index - 1);
      }
      long address = buffer.memoryAddress();
      for (int i = 0; i < count; i++) {
        Memory.putLong(address + 8L * i, next + i);
      }
      vector.set(address, 0);
      return vector;
    }

    @Override
    public long part() {
      return source.part();
    }

    @Override
    public long bytesRead() {
      return source.bytesRead();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        buffer.close();
        source.close();
      }
    }
  }
}
