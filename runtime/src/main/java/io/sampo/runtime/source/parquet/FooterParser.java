package io.sampo.runtime.source.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Parses a footer. Only what readers use is kept: a footer of thousands of column chunks is parsed
 * before the first query of a process, when generated code for every field of the format would
 * still run in the interpreter.
 */
final class FooterParser {
  private final CompactReader reader = new CompactReader();
  private final List<StoredElement> elements = new ArrayList<>();
  private final List<StoredRowGroup> rowGroups = new ArrayList<>();
  private long rows;

  /** Parses the footer in [at, end). */
  static Footer parse(String path, long at, long end) {
    var parser = new FooterParser();
    parser.reader.start(at, end);
    parser.file(path);
    return new Footer(
        path,
        parser.rows,
        new FileSchema(parser.elements),
        parser.rowGroups,
        Math.toIntExact(end - at));
  }

  private void file(String path) {
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 2 -> {
          for (int left = reader.listOfStructs(); left > 0; left--) {
            elements.add(element());
          }
        }
        case 3 -> rows = reader.readLong();
        case 4 -> {
          for (int left = reader.listOfStructs(); left > 0; left--) {
            rowGroups.add(rowGroup());
          }
        }
        case 8 -> throw ParquetErrors.unsupported(path, "an encrypted Parquet file");
        default -> reader.skip();
      }
    }
  }

  private StoredElement element() {
    String name = "";
    Type type = null;
    int length = 0;
    FieldRepetitionType repetition = FieldRepetitionType.REQUIRED;
    int children = 0;
    ConvertedType converted = null;
    int scale = 0;
    int precision = 0;
    Annotation logical = null;
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> type = known(Type.findByValue(reader.readInt()), "type");
        case 2 -> length = reader.readInt();
        case 3 ->
            repetition = known(FieldRepetitionType.findByValue(reader.readInt()), "repetition");
        case 4 -> name = reader.readText();
        case 5 -> children = reader.readInt();
        case 6 -> converted = ConvertedType.findByValue(reader.readInt());
        case 7 -> scale = reader.readInt();
        case 8 -> precision = reader.readInt();
        case 10 -> logical = logical();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    Annotation annotation =
        logical != null
            ? logical
            : converted == null ? Annotation.NONE : ofConverted(converted, precision, scale);
    return new StoredElement(name, type, length, repetition, children, annotation);
  }

  private static Annotation ofConverted(ConvertedType converted, int precision, int scale) {
    return switch (converted) {
      case UTF8 -> new Annotation.Plain(Annotation.Kind.STRING);
      case ENUM -> new Annotation.Plain(Annotation.Kind.ENUM);
      case JSON -> new Annotation.Plain(Annotation.Kind.JSON);
      case BSON -> new Annotation.Plain(Annotation.Kind.BSON);
      case LIST -> new Annotation.Plain(Annotation.Kind.LIST);
      case MAP, MAP_KEY_VALUE -> new Annotation.Plain(Annotation.Kind.MAP);
      case DATE -> new Annotation.Plain(Annotation.Kind.DATE);
      case TIME_MILLIS, TIME_MICROS -> new Annotation.Plain(Annotation.Kind.TIME);
      case INTERVAL -> new Annotation.Plain(Annotation.Kind.INTERVAL);
      case DECIMAL -> new Annotation.Decimal(precision, scale);
      case TIMESTAMP_MILLIS -> new Annotation.Timestamp(true, Annotation.Unit.MILLIS);
      case TIMESTAMP_MICROS -> new Annotation.Timestamp(true, Annotation.Unit.MICROS);
      case INT_8 -> new Annotation.Whole(8, true);
      case INT_16 -> new Annotation.Whole(16, true);
      case INT_32 -> new Annotation.Whole(32, true);
      case INT_64 -> new Annotation.Whole(64, true);
      case UINT_8 -> new Annotation.Whole(8, false);
      case UINT_16 -> new Annotation.Whole(16, false);
      case UINT_32 -> new Annotation.Whole(32, false);
      case UINT_64 -> new Annotation.Whole(64, false);
    };
  }

  /** A union: one field, whose number says which type it is. */
  private Annotation logical() {
    reader.expectStruct();
    int outer = reader.enter();
    Annotation annotation = Annotation.NONE;
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      annotation =
          switch (field) {
            case 5 -> decimal();
            case 8 -> timestamp();
            case 10 -> whole();
            default -> {
              reader.skip();
              yield new Annotation.Plain(kind(field));
            }
          };
    }
    reader.leave(outer);
    return annotation;
  }

  private static Annotation.Kind kind(int field) {
    return switch (field) {
      case 1 -> Annotation.Kind.STRING;
      case 2 -> Annotation.Kind.MAP;
      case 3 -> Annotation.Kind.LIST;
      case 4 -> Annotation.Kind.ENUM;
      case 6 -> Annotation.Kind.DATE;
      case 7 -> Annotation.Kind.TIME;
      case 11 -> Annotation.Kind.UNKNOWN;
      case 12 -> Annotation.Kind.JSON;
      case 13 -> Annotation.Kind.BSON;
      case 14 -> Annotation.Kind.UUID;
      case 15 -> Annotation.Kind.FLOAT16;
      case 16 -> Annotation.Kind.VARIANT;
      default -> Annotation.Kind.NONE;
    };
  }

  private Annotation decimal() {
    int scale = 0;
    int precision = 0;
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> scale = reader.readInt();
        case 2 -> precision = reader.readInt();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    return new Annotation.Decimal(precision, scale);
  }

  private Annotation timestamp() {
    boolean instant = false;
    Annotation.Unit unit = Annotation.Unit.MICROS;
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> instant = reader.readBoolean();
        case 2 -> unit = unit();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    return new Annotation.Timestamp(instant, unit);
  }

  private Annotation.Unit unit() {
    Annotation.Unit unit = Annotation.Unit.MICROS;
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      unit =
          switch (field) {
            case 1 -> Annotation.Unit.MILLIS;
            case 2 -> Annotation.Unit.MICROS;
            case 3 -> Annotation.Unit.NANOS;
            default -> throw new MalformedException("an unknown unit of time");
          };
      reader.skip();
    }
    reader.leave(outer);
    return unit;
  }

  private Annotation whole() {
    int bits = 0;
    boolean signed = true;
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> bits = reader.readInt();
        case 2 -> signed = reader.readBoolean();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    return new Annotation.Whole(bits, signed);
  }

  private StoredRowGroup rowGroup() {
    var chunks = new ArrayList<StoredChunk>();
    long groupRows = -1;
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> {
          for (int left = reader.listOfStructs(); left > 0; left--) {
            chunks.add(chunk());
          }
        }
        case 3 -> groupRows = reader.readLong();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    return new StoredRowGroup(rowGroups.size(), groupRows, chunks);
  }

  private StoredChunk chunk() {
    var chunk = new ChunkParser();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> throw new MalformedException("a column chunk in another file");
        case 3 -> chunk.read(reader);
        case 4 -> chunk.offsetIndexOffset = reader.readLong();
        case 5 -> chunk.offsetIndexLength = reader.readInt();
        case 6 -> chunk.columnIndexOffset = reader.readLong();
        case 7 -> chunk.columnIndexLength = reader.readInt();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    return chunk.build();
  }

  private static <T> T known(@Nullable T value, String what) {
    if (value == null) {
      throw new MalformedException("an unknown " + what);
    }
    return value;
  }
}
