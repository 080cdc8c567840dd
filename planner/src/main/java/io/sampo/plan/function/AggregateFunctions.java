package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.aggregate;
import static io.sampo.types.DataType.DOUBLE;
import static io.sampo.types.DataType.LONG;

import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.YearMonthIntervalType;
import java.util.List;
import java.util.Optional;

/** Functions over the rows of a group; the engine knows them by name. */
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
    return List.of(
        aggregate("count").nulls(NullPolicy.NEVER_NULL).takes(Parameter.ANY).andMore(Parameter.ANY).gives(LONG).builtIn()
            .does("count(*), count(a, ...)", "The number of rows, or of rows where no argument is NULL.")
            .example("count(*)", "1"),
        aggregate("sum").takes(NUMBER_OR_INTERVAL).gives(types -> total(types.getFirst())).builtIn()
            .does("sum(a)", "The sum; NULL when there is no value.").example("sum(5)", "5"),
        aggregate("avg").aliases("mean").takes(NUMBER_OR_INTERVAL).gives(types -> average(types.getFirst())).builtIn()
            .does("avg(a)", "The mean; NULL when there is no value.").example("avg(5)", "5.0"),
        aggregate("first").aliases("first_value", "any_value").takes(Parameter.ANY).builtIn()
            .does("first(a)", "The first value met, NULLs included unless IGNORE NULLS is given.").example("first(5)", "5"),
        aggregate("min").takes(Parameter.ORDERABLE).builtIn()
            .does("min(a)", "The smallest value.").example("min(5)", "5"),
        aggregate("max").takes(Parameter.ORDERABLE).builtIn()
            .does("max(a)", "The largest value.").example("max(5)", "5"));
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
