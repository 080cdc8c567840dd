package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.text.ParseMode;
import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.TextPlace;
import io.sampo.runtime.source.text.ValueParser;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one split. Columns are parsed when they are asked for; only DROPMALFORMED
 * and a corrupt-record column need all projected columns of a batch at once, to know which records
 * are malformed. Used by one thread.
 */
final class CsvSource implements BatchSource {
  private final CsvFile file;
  private final CsvOptions options;
  private final ScanRequest request;
  private final ScanResources resources;
  private final long end;
  private final int corruptColumn;
  private final boolean eager;
  private final boolean strict;

  private final CsvChunks chunks;
  private final RowIndex rows;
  private final TextArena arena;
  private final @Nullable FieldDecoder[] decoders;
  private final boolean[] decoded;
  private final @Nullable CorruptRecords corrupt;

  private int firstRow;
  private int batchRows;
  private int unterminatedRow = -1;
  private final BitSet faulty = new BitSet();
  private boolean closed;

  CsvSource(
      CsvFile file,
      CsvOptions options,
      ScanRequest request,
      ScanResources resources,
      long start,
      long end) {
    this.file = file;
    this.options = options;
    this.request = request;
    this.resources = resources;
    this.end = end;
    this.corruptColumn = request.schema().indexOf(options.corruptColumn()).orElse(-1);
    this.strict =
        options.mode() == ParseMode.FAILFAST
            || options.inferred() && options.mode() == ParseMode.PERMISSIVE;
    boolean wantsCorrupt = corruptColumn >= 0 && request.projection().contains(corruptColumn);
    this.eager = wantsCorrupt || options.mode() == ParseMode.DROPMALFORMED;
    int columns = request.schema().size() - (corruptColumn >= 0 ? 1 : 0);
    boolean recordsOnly = request.projection().isEmpty() && options.mode() == ParseMode.PERMISSIVE;
    var allocator = resources.allocator();
    this.arena = new TextArena(allocator);
    this.rows = new RowIndex(allocator, file.dialect(), recordsOnly ? 1 : columns);
    this.decoders = new FieldDecoder[request.projection().size()];
    this.decoded = new boolean[decoders.length];
    this.corrupt = wantsCorrupt ? new CorruptRecords(allocator) : null;
    var text = new FieldText(options.withDialect(file.dialect()), arena);
    var shared =
        new FieldDecoder.Shared(text, new ValueParser(options.forms()), this::fault, allocator);
    for (int i = 0; i < decoders.length; i++) {
      int column = request.projection().get(i);
      if (column != corruptColumn) {
        decoders[i] =
            FieldDecoder.of(
                request.schema().fields().get(column).type(),
                new FieldDecoder.Place(column, fieldIndex(column)),
                shared);
      }
    }
    this.chunks = new CsvChunks(file, options, start, end, recordsOnly, allocator);
  }

  /** Where in a record the column's field is: the corrupt-record column has none. */
  private int fieldIndex(int column) {
    return corruptColumn >= 0 && column > corruptColumn ? column - 1 : column;
  }

  @Override
  public int next() {
    while (true) {
      firstRow += batchRows;
      batchRows = 0;
      while (firstRow >= rows.rows()) {
        if (closed || !nextChunk()) {
          return -1;
        }
      }
      batchRows = Math.min(request.batchSize(), rows.rows() - firstRow);
      arena.reset();
      Arrays.fill(decoded, false);
      if (checkRecords()) {
        return batchRows;
      }
    }
  }

  private boolean nextChunk() {
    if (resources.cancelled().getAsBoolean()) {
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    }
    if (!chunks.advance()) {
      rows.truncate(0);
      firstRow = 0;
      return false;
    }
    rows.build(chunks.base(), chunks.list(), chunks.separatorCount(), chunks.newlineCount());
    firstRow = 0;
    unterminatedRow = chunks.unterminatedAt() < 0 ? -1 : rows.rows() - 1;
    int kept = rows.rows();
    long next = chunks.nextRecord();
    while (kept > 0 && rows.recordStart(kept - 1) >= chunks.splitBytes()) {
      kept--;
      next = chunks.fileOffset() + rows.recordStart(kept);
    }
    rows.truncate(kept);
    if (next >= end && !file.streamed() && next < file.size()) {
      file.starts().report(end, next);
    }
    return true;
  }

  /**
   * Looks for malformed records as far as the mode asks for it; false if no row of the batch is
   * left.
   */
  private boolean checkRecords() {
    BitSet ragged = rows.malformed();
    int lastRow = firstRow + batchRows;
    if (strict) {
      if (options.mode() == ParseMode.FAILFAST && ragged != null) {
        int row = ragged.nextSetBit(firstRow);
        if (row >= 0 && row < lastRow) {
          throw malformed(row, "the record does not have " + request.schema().size() + " fields");
        }
      }
      if (unterminatedRow >= firstRow && unterminatedRow < lastRow) {
        throw malformed(unterminatedRow, "a quote is never closed");
      }
    }
    if (!eager) {
      return true;
    }
    faulty.clear();
    if (ragged != null) {
      faulty.or(ragged.get(firstRow, lastRow));
    }
    if (unterminatedRow >= firstRow && unterminatedRow < lastRow) {
      faulty.set(unterminatedRow - firstRow);
    }
    for (int i = 0; i < decoders.length; i++) {
      column(i);
    }
    if (options.mode() == ParseMode.DROPMALFORMED && !faulty.isEmpty()) {
      dropFaulty();
    }
    if (corrupt != null) {
      corrupt.fill(rows, chunks.base(), firstRow, batchRows, faulty, arena);
    }
    return batchRows > 0;
  }

  private void dropFaulty() {
    int removed = rows.remove(chunks.base(), firstRow, batchRows, faulty);
    unterminatedRow = unterminatedRow >= firstRow + batchRows ? unterminatedRow - removed : -1;
    batchRows -= removed;
    faulty.clear();
    Arrays.fill(decoded, false);
  }

  @Override
  public ColumnVector column(int index) {
    FieldDecoder decoder = decoders[index];
    if (decoder == null) {
      return Objects.requireNonNull(corrupt).vector();
    }
    if (!decoded[index]) {
      decoded[index] = true;
      int column = decoder.fieldIndex();
      long base = chunks.base();
      long fields = rows.fields(base, column, firstRow, batchRows);
      decoder.decode(base, fields, rows.fieldStride(column), batchRows, chunks.isAscii());
    }
    return decoder.vector;
  }

  private void fault(int row, int column, long address, int length) {
    if (strict) {
      String name = request.schema().fields().get(column).name();
      String type = request.schema().fields().get(column).type().sql();
      String value = TextPlace.excerpt(address, length);
      if (options.mode() == ParseMode.FAILFAST) {
        throw malformed(
            firstRow + row, "the value " + value + " of column " + name + " is no " + type);
      }
      throw new SampoException(
          ErrorCode.INFERRED_SCHEMA_MISMATCH,
          Map.of(
              "value",
              value,
              "path",
              file.path(),
              "line",
              line(firstRow + row),
              "column",
              name,
              "type",
              type));
    }
    faulty.set(row);
  }

  private long line(int row) {
    return TextPlace.line(
        "csv",
        file.path(),
        options.charset(),
        file.dialect().newline(),
        chunks.fileOffset() + rows.recordStart(row));
  }

  private SampoException malformed(int row, String details) {
    long start = chunks.base() + rows.recordStart(row);
    int length = (int) (chunks.base() + rows.recordEnd(chunks.base(), row) - start);
    return new SampoException(
        ErrorCode.MALFORMED_RECORD,
        Map.of(
            "path",
            file.path(),
            "line",
            line(row),
            "details",
            details,
            "text",
            TextPlace.excerpt(start, length)));
  }

  @Override
  public long bytesRead() {
    return chunks.bytesRead();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      chunks.close();
      rows.close();
      arena.close();
      for (FieldDecoder decoder : decoders) {
        if (decoder != null) {
          decoder.close();
        }
      }
      if (corrupt != null) {
        corrupt.close();
      }
    }
  }
}
