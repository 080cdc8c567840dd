package io.sampo.runtime.sink.csv;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.error.SampoException;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.runtime.sink.text.TextOutput;
import io.sampo.runtime.sink.text.ValueFormat;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.CalendarIntervalType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes CSV with Spark's options and defaults: no header, {@code \} before a quote inside of
 * quotes, quotes only around texts that need them, {@code ""} for an empty text and nothing for
 * null. Unlike Spark, blanks around texts are kept unless {@code ignoreleadingwhitespace} or {@code
 * ignoretrailingwhitespace} say otherwise.
 */
public final class CsvFileWriter implements FileWriter {
  private final TextOutput out;
  private final StructType schema;
  private final CsvWriteOptions options;
  private final ValueFormat format;

  private CsvFileWriter(
      TextOutput out, StructType schema, CsvWriteOptions options, ValueFormat format) {
    this.out = out;
    this.schema = schema;
    this.options = options;
    this.format = format;
  }

  /**
   * Creates the file, replacing one that is there, and writes the header if there is to be one.
   *
   * @param options keys in lower case: {@code header}, {@code sep}, {@code quote}, {@code escape},
   *     {@code quoteall}, {@code nullvalue}, {@code emptyvalue}, {@code linesep}, {@code
   *     ignoreleadingwhitespace}, {@code ignoretrailingwhitespace} and those of {@link ValueFormat}
   * @throws SampoException UNSUPPORTED_FEATURE for a column that is nested or an interval,
   *     FAILED_WRITE_FILE, INVALID_ARGUMENT for an option
   */
  public static CsvFileWriter open(Path path, StructType schema, Map<String, String> options) {
    for (StructField field : schema.fields()) {
      checkType(field);
    }
    CsvWriteOptions checked = CsvWriteOptions.of(options);
    var format = new ValueFormat(options);
    var writer = new CsvFileWriter(TextOutput.create(path), schema, checked, format);
    if (checked.header()) {
      writer.writeHeader();
    }
    return writer;
  }

  private static void checkType(StructField field) {
    boolean unsupported =
        switch (field.type()) {
          case ArrayType t -> true;
          case MapType t -> true;
          case StructType t -> true;
          case CalendarIntervalType t -> true;
          case DayTimeIntervalType t -> true;
          case YearMonthIntervalType t -> true;
          case BooleanType t -> false;
          case ByteType t -> false;
          case ShortType t -> false;
          case IntegerType t -> false;
          case LongType t -> false;
          case FloatType t -> false;
          case DoubleType t -> false;
          case DecimalType t -> false;
          case StringType t -> false;
          case BinaryType t -> false;
          case DateType t -> false;
          case TimestampType t -> false;
          case TimestampNtzType t -> false;
          case NullType t -> false;
        };
    if (unsupported) {
      throw SampoException.unsupported(
          "Writing the column " + field.name() + " of type " + field.type().sql() + " as CSV",
          "Convert it to STRING, for example with to_json, or write Parquet or JSON.",
          null);
    }
  }

  private void writeHeader() {
    boolean first = true;
    for (StructField field : schema.fields()) {
      if (!first) {
        out.put(options.delimiter());
      }
      first = false;
      options.text(out, field.name());
    }
    out.put(options.newline());
  }

  @Override
  public void write(ColumnVector[] columns, int rowCount) {
    for (int row = 0; row < rowCount; row++) {
      for (int column = 0; column < columns.length; column++) {
        if (column > 0) {
          out.put(options.delimiter());
        }
        ColumnVector vector = columns[column];
        if (vector.isNull(row)) {
          out.put(options.nullText());
        } else {
          writeField(vector, vector.address(row));
        }
      }
      out.put(options.newline());
    }
  }

  private void writeField(ColumnVector vector, long address) {
    boolean enclosed =
        options.quoteAll() && options.quote() >= 0 && vector.layout != VectorLayout.VIEW;
    if (enclosed) {
      out.put(options.quote());
    }
    writeValue(vector.type, address);
    if (enclosed) {
      out.put(options.quote());
    }
  }

  private void writeValue(DataType type, long address) {
    switch (type) {
      case StringType t -> options.text(out, StringView.data(address), StringView.length(address));
      case BinaryType t -> options.text(out, StringView.data(address), StringView.length(address));
      case LongType t -> out.putInteger(Memory.getLong(address));
      case IntegerType t -> out.putInteger(Memory.getInt(address));
      case ShortType t -> out.putInteger(Memory.getShort(address));
      case ByteType t -> out.putInteger(Memory.getByte(address));
      case DoubleType t -> out.put(Double.toString(Memory.getDouble(address)));
      case FloatType t -> out.put(Float.toString(Memory.getFloat(address)));
      case DecimalType t -> writeDecimal(t, address);
      case BooleanType t -> out.put(Memory.getByte(address) != 0 ? "true" : "false");
      case DateType t -> format.date(out, Memory.getInt(address));
      case TimestampType t -> format.instant(out, Memory.getLong(address));
      case TimestampNtzType t -> format.local(out, Memory.getLong(address));
      case NullType t -> out.put(options.nullText());
      case ArrayType t -> throw unexpected(t);
      case MapType t -> throw unexpected(t);
      case StructType t -> throw unexpected(t);
      case CalendarIntervalType t -> throw unexpected(t);
      case DayTimeIntervalType t -> throw unexpected(t);
      case YearMonthIntervalType t -> throw unexpected(t);
    }
  }

  private void writeDecimal(DecimalType type, long address) {
    if (type.fitsLong()) {
      format.decimal(out, Memory.getLong(address), type.scale());
    } else {
      BigInteger low = new BigInteger(Long.toUnsignedString(Memory.getLong(address)));
      BigInteger high = BigInteger.valueOf(Memory.getLong(address + 8)).shiftLeft(64);
      format.decimal(out, new BigDecimal(high.add(low), type.scale()));
    }
  }

  private static SampoException unexpected(DataType type) {
    return SampoException.internal(
        "a vector of type " + type.sql() + " came to a CSV writer", null);
  }

  @Override
  public long bytesWritten() {
    return out.size();
  }

  @Override
  public void close() {
    out.close();
  }
}
