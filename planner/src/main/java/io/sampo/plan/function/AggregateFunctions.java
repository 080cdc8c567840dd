package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.aggregate;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.DOUBLE;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.LONG;
import static io.sampo.types.DataType.STRING;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.DecimalType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import io.sampo.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Functions over the rows of a group; the engine knows them by name. Nulls do not count unless said
 * otherwise.
 */
final class AggregateFunctions {
  private static final Parameter NUMBER_OR_INTERVAL =
      new Parameter(
          "a number or interval",
          given ->
              given instanceof DayTimeIntervalType || given instanceof YearMonthIntervalType
                  ? Optional.of(given)
                  : Parameter.NUMBER.accept(given));

  private AggregateFunctions() {}

  static List<FunctionDefinition> rows() {
    var rows = new ArrayList<FunctionDefinition>();
    rows.addAll(basics());
    rows.addAll(conditions());
    rows.addAll(statistics());
    rows.addAll(percentiles());
    rows.add(histogram());
    rows.addAll(collections());
    rows.addAll(regressions());
    return rows;
  }

  private static List<FunctionDefinition> basics() {
    return Stream.of(firstBasics(), secondBasics(), thirdBasics()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstBasics() {
    return List.of(
        aggregate("count")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(Parameter.ANY)
            .andMore(Parameter.ANY)
            .gives(LONG)
            .builtIn()
            .does(
                "count(*), count(a, ...)",
                "The number of rows, or of rows where no argument is NULL.")
            .example("count(*)", "1"),
        aggregate("sum")
            .takes(NUMBER_OR_INTERVAL)
            .gives(types -> total(types.getFirst()))
            .builtIn()
            .does("sum(a)", "The sum; NULL when there is no value.")
            .example("sum(5)", "5"),
        aggregate("try_sum")
            .takes(NUMBER_OR_INTERVAL)
            .gives(types -> total(types.getFirst()))
            .builtIn()
            .does("try_sum(a)", "As sum, but NULL when it does not fit.")
            .example("try_sum(5)", "5"),
        aggregate("avg")
            .aliases("mean")
            .takes(NUMBER_OR_INTERVAL)
            .gives(types -> average(types.getFirst()))
            .builtIn()
            .does("avg(a)", "The mean; NULL when there is no value.")
            .example("avg(5)", "5.0"),
        aggregate("try_avg")
            .takes(NUMBER_OR_INTERVAL)
            .gives(types -> average(types.getFirst()))
            .builtIn()
            .does("try_avg(a)", "As avg, but NULL when the sum does not fit.")
            .example("try_avg(5)", "5.0"));
  }

  private static List<FunctionDefinition> secondBasics() {
    return List.of(
        aggregate("product")
            .takes(DOUBLE)
            .gives(DOUBLE)
            .builtIn()
            .does("product(a)", "The product of the values.")
            .example("product(5)", "5.0"),
        aggregate("min")
            .takes(Parameter.ORDERABLE)
            .builtIn()
            .does("min(a)", "The smallest value.")
            .example("min(5)", "5"),
        aggregate("max")
            .takes(Parameter.ORDERABLE)
            .builtIn()
            .does("max(a)", "The largest value.")
            .example("max(5)", "5"),
        aggregate("min_by")
            .takes(Parameter.ANY, Parameter.ORDERABLE)
            .builtIn()
            .does("min_by(a, b)", "The a of the row with the smallest b.")
            .example("min_by('x', 5)", "x"),
        aggregate("max_by")
            .takes(Parameter.ANY, Parameter.ORDERABLE)
            .builtIn()
            .does("max_by(a, b)", "The a of the row with the largest b.")
            .example("max_by('x', 5)", "x"),
        aggregate("first")
            .aliases("first_value", "any_value")
            .takes(Parameter.ANY)
            .builtIn()
            .takes(Parameter.ANY, Parameter.of(BOOLEAN))
            .builtIn()
            .does(
                "first(a) [IGNORE NULLS]",
                "The value of the first row in the order of the input, NULLs included unless they are ignored.")
            .example("first(5)", "5"));
  }

  private static List<FunctionDefinition> thirdBasics() {
    return List.of(
        aggregate("last")
            .aliases("last_value")
            .takes(Parameter.ANY)
            .builtIn()
            .takes(Parameter.ANY, Parameter.of(BOOLEAN))
            .builtIn()
            .does(
                "last(a) [IGNORE NULLS]",
                "The value of the last row in the order of the input, NULLs included unless they are ignored.")
            .example("last(5)", "5"),
        aggregate("mode")
            .takes(Parameter.ORDERABLE)
            .builtIn()
            .does("mode(a)", "The most frequent value, the smallest of several.")
            .example("mode(5)", "5"));
  }

  private static List<FunctionDefinition> conditions() {
    return List.of(
        aggregate("count_if")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(BOOLEAN)
            .gives(LONG)
            .builtIn()
            .does("count_if(condition)", "The number of rows for which the condition is true.")
            .example("count_if(true)", "1"),
        aggregate("bool_and")
            .aliases("every")
            .takes(BOOLEAN)
            .gives(BOOLEAN)
            .builtIn()
            .does("bool_and(condition)", "Whether the condition is true for all rows.")
            .example("bool_and(true)", "true"),
        aggregate("bool_or")
            .aliases("some", "any")
            .takes(BOOLEAN)
            .gives(BOOLEAN)
            .builtIn()
            .does("bool_or(condition)", "Whether the condition is true for some row.")
            .example("bool_or(false)", "false"),
        aggregate("bit_and")
            .takes(Parameter.INTEGRAL)
            .builtIn()
            .does("bit_and(a)", "The bits set in all values.")
            .example("bit_and(5)", "5"),
        aggregate("bit_or")
            .takes(Parameter.INTEGRAL)
            .builtIn()
            .does("bit_or(a)", "The bits set in some value.")
            .example("bit_or(5)", "5"),
        aggregate("bit_xor")
            .takes(Parameter.INTEGRAL)
            .builtIn()
            .does("bit_xor(a)", "The bits set in an odd number of values.")
            .example("bit_xor(5)", "5"));
  }

  private static FunctionDefinition moment(
      String name, String description, String result, String... aliases) {
    return aggregate(name)
        .aliases(aliases)
        .takes(DOUBLE)
        .gives(DOUBLE)
        .builtIn()
        .does(name + "(a)", description)
        .example(name + "(5)", result);
  }

  private static FunctionDefinition pair(String name, String description, String result) {
    return aggregate(name)
        .takes(DOUBLE, DOUBLE)
        .gives(DOUBLE)
        .builtIn()
        .does(name + "(a, b)", description)
        .example(name + "(5, 6)", result);
  }

  private static List<FunctionDefinition> statistics() {
    return List.of(
        moment(
            "stddev_samp",
            "The standard deviation of a sample; NULL of one value.",
            "NULL",
            "stddev",
            "std"),
        moment("stddev_pop", "The standard deviation of a population.", "0.0"),
        moment("var_samp", "The variance of a sample; NULL of one value.", "NULL", "variance"),
        moment("var_pop", "The variance of a population.", "0.0"),
        moment("skewness", "The skewness of a population.", "NULL"),
        moment("kurtosis", "The excess kurtosis of a population.", "NULL"),
        pair("covar_samp", "The covariance of a sample.", "NULL"),
        pair("covar_pop", "The covariance of a population.", "0.0"),
        pair("corr", "Pearson's coefficient of correlation.", "NULL"),
        aggregate("approx_count_distinct")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(Parameter.ANY)
            .gives(LONG)
            .builtIn()
            .takes(Parameter.ANY, Parameter.of(DOUBLE))
            .gives(LONG)
            .builtIn()
            .does(
                "approx_count_distinct(a[, error])",
                "An estimate of the number of distinct values, with a relative error of 5 per cent.")
            .example("approx_count_distinct(5)", "1"));
  }

  private static List<FunctionDefinition> percentiles() {
    Parameter share =
        new Parameter(
            "DOUBLE or ARRAY<DOUBLE>",
            given ->
                given instanceof ArrayType array && array.elementType().isNumeric()
                    ? Optional.of(new ArrayType(DOUBLE, array.containsNull()))
                    : Parameter.of(DOUBLE).accept(given));
    Parameter value = Parameter.of(DOUBLE);
    return List.of(
        aggregate("median")
            .takes(value)
            .gives(DOUBLE)
            .builtIn()
            .does("median(a)", "The middle value, or the mean of both middle ones.")
            .example("median(5)", "5.0"),
        aggregate("percentile")
            .takes(value, share)
            .gives(types -> severalIfArray(types, DOUBLE))
            .builtIn()
            .takes(value, share, Parameter.of(LONG))
            .gives(types -> severalIfArray(types, DOUBLE))
            .builtIn()
            .does(
                "percentile(a, share[, frequency])",
                "The value below which that share of the values lies, interpolated.")
            .example("percentile(5, 0.3)", "5.0"),
        aggregate("percentile_cont")
            .takes(value, share)
            .gives(types -> severalIfArray(types, DOUBLE))
            .builtIn()
            .does(
                "percentile_cont(share) WITHIN GROUP (ORDER BY a)",
                "The value below which that share of the values lies, interpolated.")
            .example("percentile_cont(0.3) WITHIN GROUP (ORDER BY 5)", "5.0"),
        aggregate("percentile_disc")
            .takes(value, share)
            .gives(types -> severalIfArray(types, DOUBLE))
            .builtIn()
            .does(
                "percentile_disc(share) WITHIN GROUP (ORDER BY a)",
                "The first value at or behind that share of the values.")
            .example("percentile_disc(0.3) WITHIN GROUP (ORDER BY 5)", "5.0"),
        aggregate("approx_percentile")
            .aliases("percentile_approx")
            .takes(Parameter.NUMBER, share)
            .gives(types -> severalIfArray(types, types.getFirst()))
            .builtIn()
            .takes(Parameter.NUMBER, share, Parameter.of(LONG))
            .gives(types -> severalIfArray(types, types.getFirst()))
            .builtIn()
            .does(
                "approx_percentile(a, share[, accuracy])", "A value near that share of the values.")
            .example("approx_percentile(5, 0.3)", "5"));
  }

  private static FunctionDefinition histogram() {
    return aggregate("histogram_numeric")
        .takes(Parameter.NUMBER, Parameter.of(INTEGER))
        .gives(types ->
            new ArrayType(
                StructType.of(
                    new StructField("x", types.getFirst(), true),
                    new StructField("y", DOUBLE, true)),
                true))
        .builtIn()
        .does(
            "histogram_numeric(a, bins)",
            "So many bins, each the middle x of its values and their number y.")
        .example("histogram_numeric(5, 3)", "[{5, 1.0}]");
  }

  private static DataType severalIfArray(List<DataType> types, DataType one) {
    return types.get(1) instanceof ArrayType ? new ArrayType(one, false) : one;
  }

  private static List<FunctionDefinition> collections() {
    return List.of(
        aggregate("collect_list")
            .aliases("array_agg")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(Parameter.ANY)
            .gives(types -> new ArrayType(types.getFirst(), false))
            .builtIn()
            .does(
                "collect_list(a)",
                "An array of the values that are not NULL, in the order of the input.")
            .example("collect_list(5)", "[5]"),
        aggregate("collect_set")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(Parameter.ORDERABLE)
            .gives(types -> new ArrayType(types.getFirst(), false))
            .builtIn()
            .does("collect_set(a)", "An array of the distinct values that are not NULL.")
            .example("collect_set(5)", "[5]"),
        aggregate("listagg")
            .aliases("string_agg")
            .takes(STRING)
            .gives(STRING)
            .builtIn()
            .takes(STRING, STRING)
            .gives(STRING)
            .builtIn()
            .does(
                "listagg(text[, delimiter]) [WITHIN GROUP (ORDER BY ...)]",
                "The texts that are not NULL one behind the other.")
            .example("listagg('a', ',')", "a"));
  }

  private static FunctionDefinition regression(String name, String description, String result) {
    boolean count = name.equals("regr_count");
    return aggregate(name)
        .nulls(count ? NullPolicy.NEVER_NULL : NullPolicy.CALLED_ON_NULL)
        .rewritten()
        .does(name + "(y, x)", description + " Rows with a NULL do not count.")
        .example(name + "(5, 6)", result);
  }

  private static List<FunctionDefinition> regressions() {
    return List.of(
        regression("regr_count", "The number of pairs.", "1"),
        regression("regr_avgx", "The mean of x.", "6.0"),
        regression("regr_avgy", "The mean of y.", "5.0"),
        regression("regr_sxx", "The sum of squares of x about its mean.", "0.0"),
        regression("regr_syy", "The sum of squares of y about its mean.", "0.0"),
        regression("regr_sxy", "The sum of products of both about their means.", "0.0"),
        regression("regr_slope", "The slope of the line that fits best.", "NULL"),
        regression(
            "regr_intercept", "The y at which the line that fits best crosses zero.", "NULL"),
        regression("regr_r2", "The square of the correlation.", "NULL"),
        aggregate("grouping")
            .nulls(NullPolicy.NEVER_NULL)
            .rewritten()
            .does("grouping(a)", "1 when the row's grouping set leaves the expression out, else 0.")
            .example("grouping(a)", "0"),
        aggregate("grouping_id")
            .nulls(NullPolicy.NEVER_NULL)
            .rewritten()
            .does("grouping_id()", "The bits of grouping() of all grouping expressions.")
            .example("grouping_id()", "0"));
  }

  private static DataType total(DataType input) {
    if (input instanceof DecimalType decimal) {
      return DecimalRules.total(decimal);
    }
    if (input.isNumeric()) {
      return input.isIntegral() ? LONG : DOUBLE;
    }
    return input;
  }

  private static DataType average(DataType input) {
    if (input instanceof DecimalType decimal) {
      return DecimalRules.average(decimal);
    }
    return input.isNumeric() ? DOUBLE : input;
  }
}
