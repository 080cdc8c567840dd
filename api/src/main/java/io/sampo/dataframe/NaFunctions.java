package io.sampo.dataframe;

import io.sampo.column.Column;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.BooleanType;
import io.sampo.types.DataType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Drops, fills and replaces missing values: null and, in FLOAT and DOUBLE columns, NaN. Columns are
 * named as a whole; when none is given all are meant. Looks at the schema at once, runs nothing.
 * Immutable.
 */
public final class NaFunctions {
  private final DataFrame input;

  NaFunctions(DataFrame input) {
    this.input = input;
  }

  /** The rows without any missing value in these columns. */
  public DataFrame drop(String... columns) {
    return drop("any", List.of(columns));
  }

  /**
   * The rows without {@code any} missing value in these columns, or those in which not {@code all}
   * are missing.
   *
   * @param how {@code any} or {@code all}
   */
  public DataFrame drop(String how, List<String> columns) {
    int total = fields(columns).size();
    return switch (how.toLowerCase(Locale.ROOT)) {
      case "any" -> drop(total, columns);
      case "all" -> drop(1, columns);
      default ->
          throw new SampoException(
              ErrorCode.INVALID_ARGUMENT,
              Map.of("value", how, "parameter", "how", "details", "known are any and all"));
    };
  }

  /** The rows with at least that many values in these columns that are not missing. */
  public DataFrame drop(int minimumPresent, List<String> columns) {
    var fields = fields(columns);
    if (fields.isEmpty() || minimumPresent <= 0) {
      return input;
    }
    if (minimumPresent == fields.size()) {
      return input.filter(
          fields.stream().map(NaFunctions::present).reduce(Column::and).orElseThrow());
    }
    return input.filter(
        fields.stream()
            .map(field -> Column.caseWhen(present(field), 1).otherwise(0))
            .reduce(Column::plus)
            .orElseThrow()
            .geq(minimumPresent));
  }

  /** Missing values of the numeric columns among these become the number. */
  public DataFrame fill(double value, String... columns) {
    return filled(value, List.of(columns), DataType::isNumeric);
  }

  /** Missing values of the numeric columns among these become the number. */
  public DataFrame fill(long value, String... columns) {
    return filled(value, List.of(columns), DataType::isNumeric);
  }

  /** Nulls of the text columns among these become the text. */
  public DataFrame fill(String value, String... columns) {
    return filled(value, List.of(columns), StringType.class::isInstance);
  }

  /** Nulls of the boolean columns among these become the value. */
  public DataFrame fill(boolean value, String... columns) {
    return filled(value, List.of(columns), BooleanType.class::isInstance);
  }

  /**
   * Missing values by column name; values are numbers, texts or booleans, and are converted to the
   * column's type.
   */
  public DataFrame fill(Map<String, Object> valuesByColumn) {
    var columns = new LinkedHashMap<String, Column>();
    valuesByColumn.forEach((name, value) -> columns.put(name, filled(field(name), value)));
    return input.withColumns(columns);
  }

  /**
   * Values of a column replaced, old value to new value, either of which may be null; a column
   * {@code *} means all that fit the values.
   */
  public DataFrame replace(
      String column, Map<? extends @Nullable Object, ? extends @Nullable Object> replacement) {
    return replace(column.equals("*") ? List.of() : List.of(column), replacement);
  }

  /**
   * Values of several columns replaced; columns of another kind than the old values are left alone.
   */
  public DataFrame replace(
      List<String> columns,
      Map<? extends @Nullable Object, ? extends @Nullable Object> replacement) {
    if (replacement.isEmpty()) {
      return input;
    }
    var changed = new LinkedHashMap<String, Column>();
    for (StructField field : fields(columns)) {
      if (replacement.keySet().stream().allMatch(old -> fits(old, field.type()))) {
        changed.put(field.name(), replaced(field, replacement));
      }
    }
    return changed.isEmpty() ? input : input.withColumns(changed);
  }

  private static boolean fits(@Nullable Object value, DataType type) {
    return switch (value) {
      case null -> true;
      case Number _ -> type.isNumeric();
      case Boolean _ -> type instanceof BooleanType;
      case String _ -> type instanceof StringType;
      default ->
          throw new SampoException(
              ErrorCode.INVALID_ARGUMENT,
              Map.of(
                  "value", value,
                  "parameter", "replacement",
                  "details", "numbers, texts and booleans can be replaced"));
    };
  }

  private static Column replaced(
      StructField field, Map<? extends @Nullable Object, ? extends @Nullable Object> replacement) {
    Column column = column(field);
    @Nullable Column cases = null;
    for (var entry : replacement.entrySet()) {
      Column old = Column.literal(entry.getKey());
      Column renewed = Column.literal(entry.getValue()).cast(field.type());
      Column condition = entry.getKey() == null ? column.isNull() : column.equalTo(old);
      cases = cases == null ? Column.caseWhen(condition, renewed) : cases.when(condition, renewed);
    }
    return cases == null ? column : cases.otherwise(column);
  }

  private DataFrame filled(Object value, List<String> names, Predicate<DataType> fitting) {
    var columns = new LinkedHashMap<String, Column>();
    for (StructField field : fields(names)) {
      if (fitting.test(field.type())) {
        columns.put(field.name(), filled(field, value));
      }
    }
    return columns.isEmpty() ? input : input.withColumns(columns);
  }

  private static Column filled(StructField field, Object value) {
    Column column = column(field);
    Column present =
        field.type().isFloating()
            ? Column.call("nanvl", column, Column.literal(null).cast(field.type()))
            : column;
    return Column.call("coalesce", present, Column.literal(value).cast(field.type()));
  }

  private static Column present(StructField field) {
    Column column = column(field);
    return field.type().isFloating()
        ? column.isNotNull().and(Column.call("not", column.isNaN()))
        : column.isNotNull();
  }

  private static Column column(StructField field) {
    return Column.named(DataFrame.quoted(field.name()));
  }

  private List<StructField> fields(List<String> names) {
    return names.isEmpty() ? input.schema().fields() : names.stream().map(this::field).toList();
  }

  private StructField field(String name) {
    return Summary.field(input.schema(), name);
  }
}
