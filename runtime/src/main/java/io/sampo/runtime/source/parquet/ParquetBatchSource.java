package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.types.StructField;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the row groups of a split. A batch is a range of rows of one row group; a column follows
 * only when it is asked for, and learns then how many rows it was passed over for.
 */
final class ParquetBatchSource implements BatchSource {
  /** Rows are decoded one by one when no more than one in so many matters. */
  private static final int FEW = 4;

  private final Footer footer;
  private final ScanRequest request;
  private final ScanResources resources;
  private final InputFile file;
  private final int endRowGroup;
  private final List<ColumnReader> readers = new ArrayList<>();
  private final long[] positions;
  private final @Nullable ColumnVector[] decoded;
  private final RowGroupFilter filter;
  private int nextRowGroup;
  private @Nullable StoredRowGroup rowGroup;

  /** Row ranges of the row group still to read, and the end of the current one. */
  private final ArrayDeque<RowRanges.Range> ranges = new ArrayDeque<>();

  private long rangeEnd;
  private long batchStart;
  private int batchRows;
  private boolean closed;

  /** The rows of the batch that matter, and how many they are; -1 for all. */
  private long selection;

  private int selected = -1;

  /** The readers take over the file, which is closed with the source. */
  ParquetBatchSource(
      Footer footer,
      ScanSplit split,
      ScanRequest request,
      ScanResources resources,
      InputFile file) {
    this.footer = footer;
    this.request = request;
    this.resources = resources;
    this.file = file;
    int count = footer.rowGroups().size();
    if (split.start() < 0 || split.end() > count) {
      throw ParquetErrors.unreadable(
          footer.path(),
          "the file has "
              + count
              + " row groups where the plan saw "
              + split.end()
              + "; it was replaced since",
          null);
    }
    this.nextRowGroup = (int) split.start();
    this.endRowGroup = (int) split.end();
    this.positions = new long[request.projection().size()];
    this.decoded = new ColumnVector[positions.length];
    this.filter = new RowGroupFilter(footer, request);
    openReaders();
  }

  private void openReaders() {
    boolean done = false;
    try {
      for (int index : request.projection()) {
        StructField field = request.schema().fields().get(index);
        readers.add(
            ColumnReaders.open(footer, file, field, request.batchSize(), resources.allocator()));
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  @Override
  public int next() {
    if (closed) {
      return -1;
    }
    if (resources.cancelled().getAsBoolean()) {
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    }
    batchStart += batchRows;
    while (batchStart >= rangeEnd) {
      if (ranges.isEmpty() && !nextRowGroup()) {
        batchRows = 0;
        rowGroup = null;
        return -1;
      }
      RowRanges.Range range = ranges.removeFirst();
      batchStart = range.start();
      rangeEnd = range.end();
    }
    batchRows = (int) Math.min(request.batchSize(), rangeEnd - batchStart);
    Arrays.fill(decoded, null);
    selected = -1;
    return batchRows;
  }

  /** Moves to the next row group with rows to read. */
  private boolean nextRowGroup() {
    while (nextRowGroup < endRowGroup) {
      int index = nextRowGroup++;
      ranges.addAll(wantedRows(index));
      if (!ranges.isEmpty()) {
        rowGroup = footer.rowGroup(index);
        Arrays.fill(positions, -1);
        return true;
      }
    }
    return false;
  }

  private List<RowRanges.Range> wantedRows(int index) {
    try {
      return filter.mayMatch(index)
          ? filter.rows(index, file, resources.allocator()).ranges()
          : List.of();
    } catch (MalformedException | IOException e) {
      throw ParquetErrors.unreadable(
          footer.path(), "row group " + index + ": " + e.getMessage(), e);
    }
  }

  /** The number of the row group in the file. */
  @Override
  public long part() {
    StoredRowGroup group = rowGroup;
    return group == null ? endRowGroup : group.index();
  }

  @Override
  public void select(long rows, int count) {
    selection = rows;
    selected = count;
  }

  @Override
  public ColumnVector column(int index) {
    ColumnVector vector = decoded[index];
    if (vector != null) {
      return vector;
    }
    StoredRowGroup group = rowGroup;
    if (group == null || batchRows == 0) {
      throw new IllegalStateException("there is no current batch");
    }
    ColumnReader reader = readers.get(index);
    if (positions[index] < 0) {
      reader.start(group);
      positions[index] = 0;
    }
    long behind = batchStart - positions[index];
    while (behind > 0) {
      int rows = (int) Math.min(behind, 1 << 30);
      reader.skip(rows);
      behind -= rows;
    }
    boolean few = selected >= 0 && selected <= batchRows / FEW;
    vector = few ? reader.read(batchRows, selection, selected) : reader.read(batchRows);
    positions[index] = batchStart + batchRows;
    decoded[index] = vector;
    return vector;
  }

  @Override
  public long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    batchRows = 0;
    readers.forEach(ColumnReader::close);
    try {
      file.close();
    } catch (IOException e) {
      throw ParquetErrors.unreadable(footer.path(), "closing: " + e.getMessage(), e);
    }
  }
}
