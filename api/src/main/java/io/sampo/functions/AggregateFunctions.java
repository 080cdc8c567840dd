package io.sampo.functions;

import static io.sampo.column.Column.call;
import static io.sampo.column.Column.literal;

import io.sampo.column.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Functions of all rows of a group. Nulls are skipped unless said otherwise; over no rows the
 * result is null, for counts 0. To be used through {@link Functions}.
 */
public abstract sealed class AggregateFunctions extends DocumentFunctions permits WindowFunctions {
  AggregateFunctions() {}

  /** The number of rows in which the value is not null; {@code count(lit(1))} counts all rows. */
  public static Column count(Column value) {
    return value.toString().equals("*") ? call("count", literal(1)) : call("count", value);
  }

  /** As {@link #count(Column)}; {@code *} counts all rows. */
  public static Column count(String column) {
    return count(Column.named(column));
  }

  public static Column sum(String column) {
    return sum(Column.named(column));
  }

  public static Column avg(String column) {
    return avg(Column.named(column));
  }

  public static Column mean(String column) {
    return avg(column);
  }

  public static Column min(String column) {
    return min(Column.named(column));
  }

  public static Column max(String column) {
    return max(Column.named(column));
  }

  /** The number of distinct combinations in which no value is null. */
  public static Column countDistinct(Column first, Column... more) {
    var values = new ArrayList<Column>();
    values.add(first);
    values.addAll(List.of(more));
    return call("count", values, true, false);
  }

  public static Column countDistinct(String first, String... more) {
    return countDistinct(
        Column.named(first), Arrays.stream(more).map(Column::named).toArray(Column[]::new));
  }

  /** Same as {@link #countDistinct(Column, Column...)}. */
  public static Column count_distinct(Column first, Column... more) {
    return countDistinct(first, more);
  }

  /** The sum of the distinct values. */
  public static Column sumDistinct(Column value) {
    return call("sum", List.of(value), true, false);
  }

  /** Same as {@link #sumDistinct}. */
  public static Column sum_distinct(Column value) {
    return sumDistinct(value);
  }

  public static Column first(String column) {
    return first(Column.named(column), false);
  }

  public static Column first(String column, boolean ignoreNulls) {
    return first(Column.named(column), ignoreNulls);
  }

  public static Column last(String column) {
    return last(Column.named(column), false);
  }

  public static Column last(String column, boolean ignoreNulls) {
    return last(Column.named(column), ignoreNulls);
  }

  /** The value of the input's first row, or of its first row where it is not null. */
  public static Column first(Column value, boolean ignoreNulls) {
    return call("first", List.of(value), false, ignoreNulls);
  }

  /** The value of the input's last row, or of its last row where it is not null. */
  public static Column last(Column value, boolean ignoreNulls) {
    return call("last", List.of(value), false, ignoreNulls);
  }

  /** Some value of the group; it is that of {@link #first(Column, boolean)}. */
  public static Column any_value(Column value) {
    return call("any_value", value);
  }

  public static Column any_value(Column value, Column ignoreNulls) {
    return call("any_value", value, ignoreNulls);
  }

  public static Column first_value(Column value, Column ignoreNulls) {
    return call("first_value", value, ignoreNulls);
  }

  public static Column last_value(Column value, Column ignoreNulls) {
    return call("last_value", value, ignoreNulls);
  }

  /** The number of distinct values, within about 5 percent. */
  public static Column approx_count_distinct(Column value) {
    return call("approx_count_distinct", value);
  }

  /** The number of distinct values within a relative standard error. */
  public static Column approx_count_distinct(Column value, double relativeError) {
    return call("approx_count_distinct", value, literal(relativeError));
  }

  /** Same as {@link #percentile_approx}. */
  public static Column approx_percentile(Column value, Column percentage, Column accuracy) {
    return call("approx_percentile", value, percentage, accuracy);
  }

  /** The average. */
  public static Column avg(Column value) {
    return call("avg", value);
  }

  /** The bits set in all values. */
  public static Column bit_and(Column value) {
    return call("bit_and", value);
  }

  /** The bits set in any value. */
  public static Column bit_or(Column value) {
    return call("bit_or", value);
  }

  /** The exclusive or of all values. */
  public static Column bit_xor(Column value) {
    return call("bit_xor", value);
  }

  /** Whether all are true. */
  public static Column bool_and(Column value) {
    return call("bool_and", value);
  }

  /** Whether any is true. */
  public static Column bool_or(Column value) {
    return call("bool_or", value);
  }

  /** The values as an array, in the order of the input. */
  public static Column collect_list(Column value) {
    return call("collect_list", value);
  }

  /** The distinct values as an array, in no certain order. */
  public static Column collect_set(Column value) {
    return call("collect_set", value);
  }

  /** Pearson's correlation. */
  public static Column corr(Column first, Column second) {
    return call("corr", first, second);
  }

  /** The number of rows for which the condition is true. */
  public static Column count_if(Column condition) {
    return call("count_if", condition);
  }

  /** The covariance of the population. */
  public static Column covar_pop(Column first, Column second) {
    return call("covar_pop", first, second);
  }

  /** The covariance of the sample. */
  public static Column covar_samp(Column first, Column second) {
    return call("covar_samp", first, second);
  }

  /** Same as {@link #bool_and}. */
  public static Column every(Column value) {
    return call("bool_and", value);
  }

  /** The first value that comes, null included. */
  public static Column first(Column value) {
    return call("first", value);
  }

  /** The first value that comes, null included. */
  public static Column first_value(Column value) {
    return call("first_value", value);
  }

  /** 1 when the row of a rollup or cube is not grouped by the column, 0 otherwise. */
  public static Column grouping(Column value) {
    return call("grouping", value);
  }

  /** The bits of {@link #grouping} of the columns. */
  public static Column grouping_id(Column... values) {
    return call("grouping_id", values);
  }

  /** A histogram of that many bins. */
  public static Column histogram_numeric(Column value, Column bins) {
    return call("histogram_numeric", value, bins);
  }

  /** The excess kurtosis. */
  public static Column kurtosis(Column value) {
    return call("kurtosis", value);
  }

  /** The last value that comes, null included. */
  public static Column last(Column value) {
    return call("last", value);
  }

  /** The last value that comes, null included. */
  public static Column last_value(Column value) {
    return call("last_value", value);
  }

  /** The texts one behind the other. */
  public static Column listagg(Column value) {
    return call("listagg", value);
  }

  /** The texts one behind the other with a delimiter between. */
  public static Column listagg(Column value, Column delimiter) {
    return call("listagg", value, delimiter);
  }

  /** The largest value; NaN is the largest number. */
  public static Column max(Column value) {
    return call("max", value);
  }

  /** The value of the row where the other is largest. */
  public static Column max_by(Column value, Column ordering) {
    return call("max_by", value, ordering);
  }

  /** Same as {@link #avg}. */
  public static Column mean(Column value) {
    return call("avg", value);
  }

  /** The median, interpolated. */
  public static Column median(Column value) {
    return call("median", value);
  }

  /** The smallest value. */
  public static Column min(Column value) {
    return call("min", value);
  }

  /** The value of the row where the other is smallest. */
  public static Column min_by(Column value, Column ordering) {
    return call("min_by", value, ordering);
  }

  /** The most frequent value. */
  public static Column mode(Column value) {
    return call("mode", value);
  }

  /** The exact percentile, interpolated; percentage is a fraction or an array of fractions. */
  public static Column percentile(Column value, Column percentage) {
    return call("percentile", value, percentage);
  }

  /** A value near the percentile, within 1/accuracy of the rank. */
  public static Column percentile_approx(Column value, Column percentage, Column accuracy) {
    return call("percentile_approx", value, percentage, accuracy);
  }

  /** The product as a double. */
  public static Column product(Column value) {
    return call("product", value);
  }

  /** The average of x where both are there. */
  public static Column regr_avgx(Column y, Column x) {
    return call("regr_avgx", y, x);
  }

  /** The average of y where both are there. */
  public static Column regr_avgy(Column y, Column x) {
    return call("regr_avgy", y, x);
  }

  /** The number of pairs. */
  public static Column regr_count(Column y, Column x) {
    return call("regr_count", y, x);
  }

  /** The intercept of the regression line. */
  public static Column regr_intercept(Column y, Column x) {
    return call("regr_intercept", y, x);
  }

  /** The coefficient of determination. */
  public static Column regr_r2(Column y, Column x) {
    return call("regr_r2", y, x);
  }

  /** The slope of the regression line. */
  public static Column regr_slope(Column y, Column x) {
    return call("regr_slope", y, x);
  }

  /** The sum of squares of x around its average. */
  public static Column regr_sxx(Column y, Column x) {
    return call("regr_sxx", y, x);
  }

  /** The sum of products around the averages. */
  public static Column regr_sxy(Column y, Column x) {
    return call("regr_sxy", y, x);
  }

  /** The sum of squares of y around its average. */
  public static Column regr_syy(Column y, Column x) {
    return call("regr_syy", y, x);
  }

  /** The skewness. */
  public static Column skewness(Column value) {
    return call("skewness", value);
  }

  /** Same as {@link #bool_or}. */
  public static Column some(Column value) {
    return call("bool_or", value);
  }

  /** Same as {@link #stddev}. */
  public static Column std(Column value) {
    return call("stddev", value);
  }

  /** The standard deviation of the sample. */
  public static Column stddev(Column value) {
    return call("stddev", value);
  }

  /** The standard deviation of the population. */
  public static Column stddev_pop(Column value) {
    return call("stddev_pop", value);
  }

  /** The standard deviation of the sample. */
  public static Column stddev_samp(Column value) {
    return call("stddev_samp", value);
  }

  /** The sum; overflow is an error. */
  public static Column sum(Column value) {
    return call("sum", value);
  }

  /** The average, null on overflow. */
  public static Column try_avg(Column value) {
    return call("try_avg", value);
  }

  /** The sum, null on overflow. */
  public static Column try_sum(Column value) {
    return call("try_sum", value);
  }

  /** The variance of the population. */
  public static Column var_pop(Column value) {
    return call("var_pop", value);
  }

  /** The variance of the sample. */
  public static Column var_samp(Column value) {
    return call("var_samp", value);
  }

  /** The variance of the sample. */
  public static Column variance(Column value) {
    return call("variance", value);
  }
}
