package io.sampo.bench.sampo;

import io.sampo.bench.answer.AnswerColumn;
import io.sampo.bench.answer.ColumnKind;
import io.sampo.row.Row;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns and values in the forms that answers have in the protocol. */
public final class ValueForms {
  private ValueForms() {}

  /** The columns of rows of this schema. */
  public static List<AnswerColumn> columns(StructType schema) {
    return schema.fields().stream().map(ValueForms::column).toList();
  }

  private static AnswerColumn column(StructField field) {
    int scale = field.type() instanceof DecimalType decimal ? decimal.scale() : 0;
    return new AnswerColumn(field.name(), kind(field.type()), scale);
  }

  private static ColumnKind kind(DataType type) {
    return switch (type) {
      case BooleanType _ -> ColumnKind.BOOLEAN;
      case ByteType _, ShortType _, IntegerType _, LongType _ -> ColumnKind.INTEGER;
      case DecimalType _ -> ColumnKind.DECIMAL;
      case FloatType _, DoubleType _ -> ColumnKind.DOUBLE;
      case DateType _ -> ColumnKind.DATE;
      case TimestampType _, TimestampNtzType _ -> ColumnKind.TIMESTAMP;
      case StringType _,
          BinaryType _,
          NullType _,
          CalendarIntervalType _,
          DayTimeIntervalType _,
          YearMonthIntervalType _,
          ArrayType _,
          MapType _,
          StructType _ ->
          ColumnKind.STRING;
    };
  }

  /** The row's values as texts, null for NULL. */
  public static List<@Nullable String> texts(Row row) {
    var texts = new ArrayList<@Nullable String>(row.size());
    for (Object value : row.values()) {
      texts.add(text(value));
    }
    return texts;
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal decimal -> decimal.toPlainString();
      default -> value.toString();
    };
  }
}
