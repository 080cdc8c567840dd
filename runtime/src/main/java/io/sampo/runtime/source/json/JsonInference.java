package io.sampo.runtime.source.json;

import io.sampo.runtime.source.text.ByteInput;
import io.sampo.runtime.source.text.LineChunks;
import io.sampo.runtime.source.text.ParseMode;
import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.Utf8Text;
import io.sampo.runtime.source.text.ValueParser;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Infers a schema from the first records of each file by Spark's rules: integers are BIGINT, or
 * DECIMAL when too large, other numbers DOUBLE; values that disagree are STRING. Used by one
 * thread.
 */
final class JsonInference implements AutoCloseable {
  private final JsonOptions options;
  private final BufferAllocator allocator;
  private final TextArena arena;
  private final ValueParser parser;
  private final JsonShape root = new JsonShape();
  private boolean sawCorrupt;
  private long sampledRecords;
  private long sampledBytes;

  JsonInference(JsonOptions options, BufferAllocator allocator) {
    this.options = options;
    this.allocator = allocator;
    this.arena = new TextArena(allocator);
    this.parser = new ValueParser(options.forms());
  }

  /** Takes the beginning of a file. */
  void add(String path) {
    var cursor = new JsonCursor(arena, options);
    var records = new JsonRecords(cursor, options.multiLine());
    int left = options.sampleRecords() < 0 ? Integer.MAX_VALUE : options.sampleRecords();
    try (var chunks =
        new LineChunks(
            "json", path, options.charset(), 0, Long.MAX_VALUE, options.multiLine(), allocator)) {
      while (left > 0 && chunks.advance()) {
        records.open(chunks);
        boolean more = true;
        while (more && left > 0) {
          arena.reset();
          more = takeRecord(cursor, records);
          if (more) {
            left--;
            sampledRecords++;
            sampledBytes =
                Math.max(sampledBytes, chunks.fileOffset() + records.recordEnd() - chunks.base());
          }
        }
      }
    }
  }

  /** The average bytes of the records taken, at least 1. */
  double averageWidth() {
    return sampledRecords == 0 ? 100 : Math.max(1, (double) sampledBytes / sampledRecords);
  }

  private boolean takeRecord(JsonCursor cursor, JsonRecords records) {
    try {
      if (!records.advance()) {
        return false;
      }
      if (cursor.peek() == '{') {
        take(cursor, root, 0);
      } else {
        cursor.skip(0);
        sawCorrupt = true;
      }
      records.finishRecord();
    } catch (JsonSyntaxException e) {
      sawCorrupt = true;
      records.skipRest();
    }
    return true;
  }

  private void take(JsonCursor cursor, JsonShape shape, int depth) {
    JsonCursor.checkDepth(depth);
    switch (cursor.peek()) {
      case '{' -> takeObject(cursor, shape, depth);
      case '[' -> {
        cursor.expect('[');
        JsonShape element = shape.element();
        if (!cursor.take(']')) {
          do {
            take(cursor, element, depth + 1);
          } while (cursor.more(']'));
        }
      }
      case '"', '\'' -> {
        cursor.readText();
        shape.addScalar(DataType.STRING);
      }
      case 'n' -> cursor.readWord();
      case 't', 'f' -> {
        cursor.readWord();
        shape.addScalar(options.primitivesAsString() ? DataType.STRING : DataType.BOOLEAN);
      }
      default -> {
        cursor.readNumber();
        shape.addScalar(options.primitivesAsString() ? DataType.STRING : number(cursor));
      }
    }
  }

  private void takeObject(JsonCursor cursor, JsonShape shape, int depth) {
    cursor.expect('{');
    shape.addObject();
    if (!cursor.take('}')) {
      do {
        cursor.readName();
        JsonShape field = shape.field(Utf8Text.text(cursor.textAddress(), cursor.textLength()));
        take(cursor, field, depth + 1);
      } while (cursor.more('}'));
    }
  }

  private DataType number(JsonCursor cursor) {
    if (cursor.isIntegral()) {
      if (parser.parseInteger(cursor.textAddress(), cursor.textLength(), 64)) {
        return DataType.LONG;
      }
      int digits =
          new BigInteger(Utf8Text.text(cursor.textAddress(), cursor.textLength()))
              .abs()
              .toString()
              .length();
      return digits <= DecimalType.MAX_PRECISION ? new DecimalType(digits, 0) : DataType.DOUBLE;
    }
    if (options.prefersDecimal()) {
      DecimalType decimal = parser.decimalType(cursor.textAddress(), cursor.textLength());
      return decimal == null ? DataType.DOUBLE : decimal;
    }
    return DataType.DOUBLE;
  }

  /**
   * The schema of the records taken; with a column for malformed ones if there were some and the
   * mode keeps them.
   */
  StructType schema() {
    StructType struct = root.struct();
    if (!sawCorrupt || options.mode() != ParseMode.PERMISSIVE) {
      return struct;
    }
    var fields =
        new ArrayList<StructField>(
            List.of(StructField.of(options.corruptColumn(), DataType.STRING)));
    struct.fields().stream()
        .filter(field -> !field.name().equalsIgnoreCase(options.corruptColumn()))
        .forEach(fields::add);
    return new StructType(fields);
  }

  /** Whether a path is read in one split. */
  static boolean isWhole(String path, JsonOptions options) {
    return options.multiLine() || ByteInput.isStreamed(path, options.charset());
  }

  @Override
  public void close() {
    arena.close();
  }
}
