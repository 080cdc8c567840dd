package io.sampo.dataframe;

import io.sampo.column.Column;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.types.DataType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of {@code describe} and {@code summary}: one row for each statistic, one text column
 * for each column.
 *
 * <p>One aggregate computes everything in a single row; crossed with the names of the statistics,
 * each row picks its own.
 */
final class Summary {
  static final List<String> DESCRIBED = List.of("count", "mean", "stddev", "min", "max");
  static final List<String> SUMMARIZED =
      List.of("count", "mean", "stddev", "min", "25%", "50%", "75%", "max");

  private static final String NAME_COLUMN = "summary";
  private static final int PERCENT = 100;
  private static final int ACCURACY = 10_000;

  private Summary() {}

  static DataFrame of(DataFrame input, List<String> statistics, List<String> names) {
    StructType schema = input.schema();
    var fields =
        names.isEmpty()
            ? schema.fields().stream().filter(Summary::isDescribed).toList()
            : names.stream().map(name -> field(schema, name)).toList();
    var context = input.context();
    DataFrame rows =
        context.dataFrame(
            statistics.stream().map(name -> Row.of(name)).toList(),
            StructType.of(new StructField(NAME_COLUMN, DataType.STRING, false)));
    if (fields.isEmpty()) {
      return rows;
    }
    var aggregates = new ArrayList<Column>();
    var picked = new ArrayList<Column>();
    picked.add(Column.named(NAME_COLUMN));
    for (int f = 0; f < fields.size(); f++) {
      @Nullable Column cases = null;
      for (int s = 0; s < statistics.size(); s++) {
        String name = "__summary_" + f + "_" + s;
        aggregates.add(statistic(statistics.get(s), fields.get(f)).cast(DataType.STRING).as(name));
        Column matches = Column.named(NAME_COLUMN).equalTo(statistics.get(s));
        Column value = Column.named(name);
        cases = cases == null ? Column.caseWhen(matches, value) : cases.when(matches, value);
      }
      if (cases != null) {
        picked.add(cases.as(fields.get(f).name()));
      }
    }
    DataFrame computed =
        input.agg(
            aggregates.getFirst(), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
    return rows.crossJoin(computed).select(picked.toArray(Column[]::new));
  }

  /**
   * A column of the schema by its whole name.
   *
   * @throws SampoException when there is none
   */
  static StructField field(StructType schema, String name) {
    return schema
        .fields()
        .get(
            schema
                .indexOf(name)
                .orElseThrow(() ->
                    new SampoException(
                        ErrorCode.UNRESOLVED_COLUMN,
                        Map.of(
                            "name",
                            name,
                            "hint",
                            "The columns are " + String.join(", ", schema.names()) + "."))));
  }

  private static boolean isDescribed(StructField field) {
    return field.type().isNumeric() || field.type() instanceof StringType;
  }

  private static Column statistic(String name, StructField field) {
    Column column = Column.named(DataFrame.quoted(field.name()));
    Column number = field.type() instanceof StringType ? column.tryCast(DataType.DOUBLE) : column;
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "count" -> Column.call("count", column);
      case "count_distinct" -> Column.call("count", List.of(column), true, false);
      case "approx_count_distinct" -> Column.call("approx_count_distinct", column);
      case "mean" -> Column.call("avg", number);
      case "stddev" -> Column.call("stddev_samp", number);
      case "min" -> Column.call("min", column);
      case "max" -> Column.call("max", column);
      case String percent when percent.endsWith("%") ->
          Column.call(
              "percentile_approx",
              number,
              Column.literal(fraction(percent)),
              Column.literal(ACCURACY));
      default -> throw unknown(name);
    };
  }

  private static double fraction(String percent) {
    try {
      double fraction = Double.parseDouble(percent.substring(0, percent.length() - 1)) / PERCENT;
      if (fraction >= 0 && fraction <= 1) {
        return fraction;
      }
    } catch (NumberFormatException e) {
      throw unknown(percent);
    }
    throw unknown(percent);
  }

  private static SampoException unknown(String name) {
    return new SampoException(
        ErrorCode.INVALID_ARGUMENT,
        Map.of(
            "value",
            name,
            "parameter",
            "statistics",
            "details",
            "known are count, count_distinct, approx_count_distinct, mean, stddev, min, max and percentiles from 0% to"
                + " 100%"));
  }
}
