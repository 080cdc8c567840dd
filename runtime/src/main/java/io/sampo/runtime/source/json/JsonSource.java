package io.sampo.runtime.source.json;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.runtime.source.text.LineChunks;
import io.sampo.runtime.source.text.ParseMode;
import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.TextPlace;
import io.sampo.runtime.source.text.Utf8Text;
import io.sampo.runtime.source.text.ValueParser;
import io.sampo.types.StructField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the records of one split, all projected columns of a record at once. Used by one thread.
 */
final class JsonSource implements BatchSource {
  private static final int UNKNOWN = -1;

  private final ScanSplit split;
  private final JsonOptions options;
  private final ScanRequest request;
  private final ScanResources resources;
  private final boolean strict;
  private final LineChunks chunks;
  private final TextArena arena;
  private final JsonCursor cursor;
  private final JsonRecords records;
  private final List<JsonColumn> columns = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final byte[][] names;
  private final int corruptPlace;

  private boolean hasChunk;
  private boolean closed;

  JsonSource(ScanSplit split, JsonOptions options, ScanRequest request, ScanResources resources) {
    this.split = split;
    this.options = options;
    this.request = request;
    this.resources = resources;
    this.strict =
        options.mode() == ParseMode.FAILFAST
            || options.inferred() && options.mode() == ParseMode.PERMISSIVE;
    var allocator = resources.allocator();
    this.arena = new TextArena(allocator);
    this.cursor = new JsonCursor(arena, options);
    this.records = new JsonRecords(cursor, options.multiLine());
    var parser = new ValueParser(options.forms());
    var scalars = new JsonScalars(parser);
    var nested = new JsonNested(parser, scalars);
    List<StructField> fields = request.projectedSchema().fields();
    this.names = new byte[fields.size()][];
    int corrupt = UNKNOWN;
    for (int i = 0; i < fields.size(); i++) {
      StructField field = fields.get(i);
      JsonScalars.checkType(field.name(), field.type());
      columns.add(new JsonColumn(field.type(), scalars, nested, arena, allocator));
      names[i] = field.name().getBytes(StandardCharsets.UTF_8);
      if (field.name().equalsIgnoreCase(options.corruptColumn())) {
        corrupt = i;
      } else {
        places.put(field.name(), i);
      }
    }
    this.corruptPlace = corrupt;
    this.chunks =
        new LineChunks(
            "json",
            split.path(),
            options.charset(),
            split.start(),
            split.end(),
            options.multiLine(),
            allocator);
  }

  @Override
  public int next() {
    if (closed) {
      return -1;
    }
    int batch = request.batchSize();
    arena.reset();
    columns.forEach(column -> column.start(batch));
    int rows = 0;
    while (rows < batch) {
      if (!hasChunk) {
        // The views of a batch point into its chunk, so a batch ends where the chunk does.
        if (rows > 0 || !nextChunk()) {
          break;
        }
      }
      int read = readRecord(rows);
      if (read < 0) {
        hasChunk = false;
      } else {
        rows += read;
      }
    }
    return rows == 0 ? -1 : rows;
  }

  private boolean nextChunk() {
    if (resources.cancelled().getAsBoolean()) {
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    }
    if (!chunks.advance()) {
      return false;
    }
    records.open(chunks);
    hasChunk = true;
    return true;
  }

  /** Reads the next record into a row; the number of rows it became, or -1 at the chunk's end. */
  private int readRecord(int row) {
    try {
      if (!records.advance()) {
        return -1;
      }
      boolean valid = readObject(row);
      records.finishRecord();
      return valid ? 1 : faulty(row, "a value does not fit the schema");
    } catch (JsonSyntaxException e) {
      columns.forEach(column -> column.setNull(row));
      records.skipRest();
      return faulty(row, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads the fields of an object; false if it is none or a value is of another type than its
   * column.
   */
  private boolean readObject(int row) {
    if (!cursor.take('{')) {
      cursor.skip(0);
      return false;
    }
    boolean valid = true;
    int guess = 0;
    if (!cursor.take('}')) {
      do {
        cursor.readName();
        int place = place(guess);
        if (place == UNKNOWN) {
          cursor.skip(0);
        } else {
          guess = place + 1;
          valid &= columns.get(place).read(cursor, row) || reportValue(place);
        }
      } while (cursor.more('}'));
    }
    return valid;
  }

  /**
   * The column of the name that was read; the guess is tried first, since records mostly have their
   * fields in the same order.
   */
  private int place(int guess) {
    long address = cursor.textAddress();
    int length = cursor.textLength();
    if (guess < names.length && guess != corruptPlace && isName(names[guess], address, length)) {
      return guess;
    }
    return places.getOrDefault(Utf8Text.text(address, length), UNKNOWN);
  }

  private static boolean isName(byte[] name, long address, int length) {
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != Memory.getByte(address + i)) {
        return false;
      }
    }
    return true;
  }

  /** Ends the query if the mode asks for it; otherwise false. */
  private boolean reportValue(int place) {
    if (strict) {
      StructField field = request.projectedSchema().fields().get(place);
      String value = TextPlace.excerpt(cursor.textAddress(), cursor.textLength());
      if (options.mode() == ParseMode.FAILFAST) {
        throw malformed(
            "the value " + value + " of column " + field.name() + " is no " + field.type().sql());
      }
      throw new SampoException(
          ErrorCode.INFERRED_SCHEMA_MISMATCH,
          Map.of(
              "value",
              value,
              "path",
              split.path(),
              "line",
              line(),
              "column",
              field.name(),
              "type",
              field.type().sql()));
    }
    return false;
  }

  private int faulty(int row, String details) {
    boolean hidden = strict && request.schema().indexOf(options.corruptColumn()).isEmpty();
    if (options.mode() == ParseMode.FAILFAST || hidden) {
      throw malformed(details);
    }
    if (options.mode() == ParseMode.DROPMALFORMED) {
      columns.forEach(column -> column.setNull(row));
      return 0;
    }
    if (corruptPlace != UNKNOWN) {
      long start = records.recordStart();
      columns.get(corruptPlace).putText(row, start, (int) (records.recordEnd() - start));
    }
    return 1;
  }

  private long line() {
    long offset = chunks.fileOffset() + records.recordStart() - chunks.base();
    return TextPlace.line("json", split.path(), options.charset(), '\n', offset);
  }

  private SampoException malformed(String details) {
    long start = records.recordStart();
    String text = TextPlace.excerpt(start, (int) (records.recordEnd() - start));
    return new SampoException(
        ErrorCode.MALFORMED_RECORD,
        Map.of("path", split.path(), "line", line(), "details", details, "text", text));
  }

  @Override
  public ColumnVector column(int index) {
    return columns.get(index).vector();
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
      arena.close();
      columns.forEach(JsonColumn::close);
    }
  }
}
