package io.sampo.runtime.sink.parquet;

import io.sampo.error.SampoException;
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
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/**
 * The schema of a written file. Everything may be null, as Spark writes it, but for the keys of
 * maps.
 */
final class WrittenSchema {
  private static final int INT32_DIGITS = 9;
  private static final int INT128_BYTES = 16;

  private final List<SchemaElement> elements = new ArrayList<>();
  private final List<WrittenLeaf> leaves = new ArrayList<>();
  private final List<WrittenNode> columns = new ArrayList<>();
  private final List<String> path = new ArrayList<>();

  WrittenSchema(StructType schema) {
    elements.add(new SchemaElement("schema").setNum_children(schema.size()));
    for (StructField field : schema.fields()) {
      columns.add(node(field.name(), field.type(), true, 0, 0));
    }
  }

  /** The schema as the footer lists it. */
  List<SchemaElement> elements() {
    return elements;
  }

  List<WrittenLeaf> leaves() {
    return leaves;
  }

  /** One for each column. */
  List<WrittenNode> columns() {
    return columns;
  }

  private WrittenNode node(
      String name, DataType type, boolean optional, int outerDefinition, int repetition) {
    int definition = outerDefinition + (optional ? 1 : 0);
    var element =
        new SchemaElement(name)
            .setRepetition_type(
                optional ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
    elements.add(element);
    path.add(name);
    WrittenNode node =
        switch (type) {
          case StructType t -> struct(element, t, definition, repetition);
          case ArrayType t -> array(element, t, definition, repetition);
          case MapType t -> map(element, t, definition, repetition);
          case BooleanType _,
              ByteType _,
              ShortType _,
              IntegerType _,
              LongType _,
              FloatType _,
              DoubleType _,
              DecimalType _,
              StringType _,
              BinaryType _,
              DateType _,
              TimestampType _,
              TimestampNtzType _,
              NullType _,
              CalendarIntervalType _,
              DayTimeIntervalType _,
              YearMonthIntervalType _ ->
              leaf(element, type, definition, repetition);
        };
    path.removeLast();
    return node;
  }

  private WrittenNode struct(
      SchemaElement element, StructType type, int definition, int repetition) {
    if (type.size() == 0) {
      throw SampoException.unsupported(
          "a struct without fields in Parquet", "Leave the column " + path + " out.", null);
    }
    element.setNum_children(type.size());
    var fields = new ArrayList<WrittenNode>();
    for (StructField field : type.fields()) {
      fields.add(node(field.name(), field.type(), true, definition, repetition));
    }
    return new WrittenNode.Struct(definition, fields);
  }

  private WrittenNode array(SchemaElement element, ArrayType type, int definition, int repetition) {
    element.setNum_children(1);
    element.setConverted_type(ConvertedType.LIST);
    element.setLogicalType(LogicalType.LIST(new ListType()));
    repeated("list", 1);
    WrittenNode child = node("element", type.elementType(), true, definition + 1, repetition + 1);
    path.removeLast();
    return new WrittenNode.Array(definition, repetition + 1, child);
  }

  private WrittenNode map(SchemaElement element, MapType type, int definition, int repetition) {
    element.setNum_children(1);
    element.setConverted_type(ConvertedType.MAP);
    element.setLogicalType(LogicalType.MAP(new org.apache.parquet.format.MapType()));
    repeated("key_value", 2);
    WrittenNode key = node("key", type.keyType(), false, definition + 1, repetition + 1);
    WrittenNode value = node("value", type.valueType(), true, definition + 1, repetition + 1);
    path.removeLast();
    return new WrittenNode.Map(definition, repetition + 1, key, value);
  }

  private void repeated(String name, int children) {
    elements.add(
        new SchemaElement(name)
            .setRepetition_type(FieldRepetitionType.REPEATED)
            .setNum_children(children));
    path.add(name);
  }

  private WrittenNode leaf(SchemaElement element, DataType type, int definition, int repetition) {
    PlainKind kind = kind(type);
    element.setType(kind.physical());
    annotate(element, type);
    leaves.add(new WrittenLeaf(path, type, kind, definition, repetition));
    return new WrittenNode.Leaf(definition, leaves.size() - 1);
  }

  private PlainKind kind(DataType type) {
    return switch (type) {
      case BooleanType _ -> PlainKind.BOOLEAN;
      case ByteType _, ShortType _, IntegerType _, DateType _, NullType _ -> PlainKind.INT32;
      case LongType _, TimestampType _, TimestampNtzType _ -> PlainKind.INT64;
      case FloatType _ -> PlainKind.FLOAT;
      case DoubleType _ -> PlainKind.DOUBLE;
      case DecimalType t ->
          t.precision() <= INT32_DIGITS
              ? PlainKind.INT32
              : t.fitsLong() ? PlainKind.INT64 : PlainKind.INT128;
      case StringType _, BinaryType _ -> PlainKind.BYTES;
      case CalendarIntervalType _,
          DayTimeIntervalType _,
          YearMonthIntervalType _,
          ArrayType _,
          MapType _,
          StructType _ ->
          throw unsupported(type);
    };
  }

  private SampoException unsupported(DataType type) {
    return SampoException.unsupported(
        "writing " + type.sql() + " to Parquet",
        "Cast the column " + String.join(".", path) + " to another type.",
        null);
  }

  private static void annotate(SchemaElement element, DataType type) {
    switch (type) {
      case ByteType t -> integer(element, 8, ConvertedType.INT_8);
      case ShortType t -> integer(element, 16, ConvertedType.INT_16);
      case DateType t ->
          element
              .setConverted_type(ConvertedType.DATE)
              .setLogicalType(LogicalType.DATE(new org.apache.parquet.format.DateType()));
      case TimestampType t -> {
        element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
        element.setLogicalType(timestamp(true));
      }
      case TimestampNtzType t -> element.setLogicalType(timestamp(false));
      case StringType t ->
          element
              .setConverted_type(ConvertedType.UTF8)
              .setLogicalType(LogicalType.STRING(new org.apache.parquet.format.StringType()));
      case DecimalType t -> decimal(element, t);
      case NullType t ->
          element.setLogicalType(LogicalType.UNKNOWN(new org.apache.parquet.format.NullType()));
      case BooleanType _,
          IntegerType _,
          LongType _,
          FloatType _,
          DoubleType _,
          BinaryType _,
          CalendarIntervalType _,
          DayTimeIntervalType _,
          YearMonthIntervalType _,
          ArrayType _,
          MapType _,
          StructType _ -> {}
    }
  }

  private static void integer(SchemaElement element, int bits, ConvertedType converted) {
    element.setConverted_type(converted);
    element.setLogicalType(LogicalType.INTEGER(new IntType((byte) bits, true)));
  }

  private static LogicalType timestamp(boolean utc) {
    return LogicalType.TIMESTAMP(
        new org.apache.parquet.format.TimestampType(utc, TimeUnit.MICROS(new MicroSeconds())));
  }

  private static void decimal(SchemaElement element, DecimalType type) {
    element.setConverted_type(ConvertedType.DECIMAL);
    element.setPrecision(type.precision());
    element.setScale(type.scale());
    element.setLogicalType(
        LogicalType.DECIMAL(
            new org.apache.parquet.format.DecimalType(type.scale(), type.precision())));
    if (!type.fitsLong()) {
      element.setType_length(INT128_BYTES);
    }
  }
}
