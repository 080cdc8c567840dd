package io.sampo.dataframe;

import io.sampo.column.Column;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statistics of columns. The methods that yield numbers run a query at once. Immutable. */
public final class StatFunctions {
  private static final String DRAWN = "__sample_by__";

  private static final double SMALLEST_SUPPORT = 1e-4;

  private final DataFrame input;

  StatFunctions(DataFrame input) {
    this.input = input;
  }

  /** Pearson's correlation of two numeric columns; NaN when there are too few rows. */
  public double corr(String first, String second) {
    return number("corr", first, second);
  }

  /** The covariance of the sample of two numeric columns; NaN when there are too few rows. */
  public double cov(String first, String second) {
    return number("covar_samp", first, second);
  }

  private double number(String function, String first, String second) {
    Column call =
        Column.call(
            function,
            Column.named(first).cast(DataType.DOUBLE),
            Column.named(second).cast(DataType.DOUBLE));
    Row row = input.agg(call).first();
    return row.isNullAt(0) ? Double.NaN : row.getDouble(0);
  }

  /**
   * Quantiles of a numeric column, nulls and NaN left out.
   *
   * @param probabilities between 0 for the smallest and 1 for the largest value
   * @param relativeError how far the rank of a result may be off, as a share of the rows; 0 is
   *     exact
   * @return one value for each probability, none when the column has no values
   */
  public double[] approxQuantile(String column, double[] probabilities, double relativeError) {
    if (!(relativeError >= 0)) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value", relativeError,
              "parameter", "relativeError",
              "details", "it must not be negative"));
    }
    double exactness = relativeError == 0 ? Integer.MAX_VALUE : Math.ceil(1 / relativeError);
    int accuracy = (int) Math.clamp(exactness, 1, Integer.MAX_VALUE);
    Column value = Column.named(column).cast(DataType.DOUBLE);
    var quantiles = new ArrayList<Column>();
    for (int i = 0; i < probabilities.length; i++) {
      quantiles.add(
          Column.call(
                  "percentile_approx",
                  value,
                  Column.literal(probabilities[i]),
                  Column.literal(accuracy))
              .as("q" + i));
    }
    if (quantiles.isEmpty()) {
      return new double[0];
    }
    Row row =
        input
            .filter(Column.call("not", value.isNaN()))
            .agg(
                quantiles.getFirst(), quantiles.subList(1, quantiles.size()).toArray(Column[]::new))
            .first();
    return row.isNullAt(0)
        ? new double[0]
        : Arrays.stream(row.values().toArray()).mapToDouble(Double.class::cast).toArray();
  }

  /**
   * How often the pairs of values of two columns occur: one row for each value of the first, named
   * in the column {@code first_second}, one column for each value of the second. The values of the
   * second are found out by running a query at once.
   */
  public DataFrame crosstab(String first, String second) {
    String name = first + "_" + second;
    DataFrame texts = input.select(text(first).as(name), text(second).as("__second"));
    var values = new ArrayList<@Nullable Object>();
    texts.select("__second").distinct().orderBy("__second").foreach(row -> values.add(row.get(0)));
    DataFrame counted =
        texts.groupBy(Column.named(DataFrame.quoted(name))).pivot("__second", values).count();
    var filled = new LinkedHashMap<String, Column>();
    for (Object value : values) {
      String column = String.valueOf(value);
      filled.put(
          column,
          Column.call("coalesce", Column.named(DataFrame.quoted(column)), Column.literal(0L)));
    }
    return filled.isEmpty() ? counted : counted.withColumns(filled);
  }

  private static Column text(String column) {
    return Column.call(
        "coalesce", Column.named(column).cast(DataType.STRING), Column.literal("null"));
  }

  /**
   * For each column, in a column {@code name_freqItems}, the values that make up at least this
   * share of the rows. Runs queries at once; unlike Spark's, the answer has no values that are
   * rarer.
   *
   * @param support at least 0.0001
   */
  public DataFrame freqItems(List<String> columns, double support) {
    if (!(support >= SMALLEST_SUPPORT && support <= 1)) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value",
              support,
              "parameter",
              "support",
              "details",
              "it must lie between " + SMALLEST_SUPPORT + " and 1"));
    }
    double least = support * input.count();
    @Nullable DataFrame joined = null;
    for (String column : columns) {
      DataFrame items =
          input
              .groupBy(Column.named(column).as("__item"))
              .agg(Column.call("count", Column.literal(1)).as("__count"))
              .filter(Column.named("__count").geq(least))
              .agg(Column.call("collect_list", Column.named("__item")).as(column + "_freqItems"));
      joined = joined == null ? items : joined.crossJoin(items);
    }
    return joined == null ? input.context().dataFrame(List.of(), StructType.of()) : joined;
  }

  /** {@link #freqItems(List, double)} with a share of one percent. */
  public DataFrame freqItems(List<String> columns) {
    return freqItems(columns, 0.01);
  }

  /**
   * A random sample with a share of its own for each value of a column; values that are not named
   * are left out.
   *
   * @param fractions value to share, between 0 and 1
   */
  public DataFrame sampleBy(
      String column, Map<? extends @Nullable Object, Double> fractions, long seed) {
    Column value = Column.named(column);
    Column drawn = Column.named(DRAWN);
    @Nullable Column share = null;
    for (var entry : fractions.entrySet()) {
      Column matches = value.eqNullSafe(entry.getKey());
      share =
          share == null
              ? Column.caseWhen(matches, entry.getValue())
              : share.when(matches, entry.getValue());
    }
    return share == null
        ? input.limit(0)
        : input
            .withColumn(DRAWN, Column.call("rand", Column.literal(seed)))
            .filter(drawn.lt(share.otherwise(0.0)))
            .drop(DRAWN);
  }
}
