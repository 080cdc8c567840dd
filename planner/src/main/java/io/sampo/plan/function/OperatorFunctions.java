package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.DOUBLE;
import static io.sampo.types.DataType.FLOAT;

import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.YearMonthIntervalType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Operators; generated code and the interpreter know them by name. */
final class OperatorFunctions {
  private static final Parameter NUMBER_OR_INTERVAL =
      new Parameter(
          "a number or interval",
          given ->
              given instanceof DayTimeIntervalType || given instanceof YearMonthIntervalType
                  ? Optional.of(given)
                  : Parameter.NUMBER.accept(given));

  private OperatorFunctions() {}

  static List<FunctionDefinition> rows() {
    return Stream.of(firstRows(), secondRows(), thirdRows(), fourthRows())
        .flatMap(List::stream)
        .toList();
  }

  private static List<FunctionDefinition> firstRows() {
    return List.of(
        scalar("+")
            .bound(OperatorSignatures.arithmetic(DecimalRules::sum))
            .does("a + b", "The sum; of a date and days the later date.")
            .example("1 + 2", "3"),
        scalar("-")
            .bound(OperatorSignatures.arithmetic(DecimalRules::sum))
            .does("a - b", "The difference.")
            .example("1 - 2", "-1"),
        scalar("*")
            .bound(OperatorSignatures.numeric(DecimalRules::product))
            .does("a * b", "The product.")
            .example("2 * 3", "6"),
        scalar("/")
            .bound(OperatorSignatures.division())
            .does("a / b", "The quotient, a double or decimal; an error when b is 0.")
            .example("3 / 2", "1.5"),
        scalar("%")
            .aliases("mod")
            .bound(OperatorSignatures.numeric(DecimalRules::remainder))
            .does("a % b", "The remainder, with the sign of a; an error when b is 0.")
            .example("-7 % 3", "-1"),
        scalar("div")
            .bound(OperatorSignatures.wholeDivision())
            .does("a div b", "The quotient without its fraction.")
            .example("7 div 2", "3"),
        scalar("negative")
            .takes(NUMBER_OR_INTERVAL)
            .builtIn()
            .does("-a", "The number with its sign turned.")
            .example("-(3)", "-3"),
        scalar("positive")
            .takes(NUMBER_OR_INTERVAL)
            .builtIn()
            .does("positive(a)", "The number itself.")
            .example("positive(3)", "3"),
        scalar("=")
            .aliases("==")
            .bound(OperatorSignatures.comparison(false))
            .does("a = b", "Whether both are equal; NULL when one is NULL.")
            .example("1 = 1", "true"));
  }

  private static List<FunctionDefinition> secondRows() {
    return List.of(
        scalar("<>")
            .aliases("!=")
            .bound(OperatorSignatures.comparison(false))
            .does("a <> b", "Whether both differ; NULL when one is NULL.")
            .example("1 <> 1", "false"),
        scalar("<=>")
            .aliases("equal_null")
            .nulls(NullPolicy.NEVER_NULL)
            .bound(OperatorSignatures.comparison(false))
            .does("a <=> b", "Whether both are equal, two NULLs included.")
            .example("NULL <=> NULL", "true"),
        scalar("<")
            .bound(OperatorSignatures.comparison(true))
            .does("a < b", "Whether a comes before b.")
            .example("1 < 2", "true"),
        scalar("<=")
            .bound(OperatorSignatures.comparison(true))
            .does("a <= b", "Whether a comes before b or equals it.")
            .example("2 <= 2", "true"),
        scalar(">")
            .bound(OperatorSignatures.comparison(true))
            .does("a > b", "Whether a comes behind b.")
            .example("1 > 2", "false"),
        scalar(">=")
            .bound(OperatorSignatures.comparison(true))
            .does("a >= b", "Whether a comes behind b or equals it.")
            .example("1 >= 2", "false"),
        scalar("and")
            .nulls(NullPolicy.NULL_ONLY_ON_NULL)
            .bound(OperatorSignatures.logical())
            .does("a AND b", "Whether both are true.")
            .example("true AND false", "false"),
        scalar("or")
            .nulls(NullPolicy.NULL_ONLY_ON_NULL)
            .bound(OperatorSignatures.logical())
            .does("a OR b", "Whether one is true.")
            .example("true OR NULL", "true"));
  }

  private static List<FunctionDefinition> thirdRows() {
    return List.of(
        scalar("not")
            .aliases("!")
            .takes(BOOLEAN)
            .gives(BOOLEAN)
            .builtIn()
            .does("NOT a", "Whether a is false.")
            .example("NOT true", "false"),
        scalar("isnull")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(Parameter.ANY)
            .gives(BOOLEAN)
            .builtIn()
            .does("a IS NULL", "Whether a is NULL.")
            .example("1 IS NULL", "false"),
        scalar("isnotnull")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(Parameter.ANY)
            .gives(BOOLEAN)
            .builtIn()
            .does("a IS NOT NULL", "Whether a is not NULL.")
            .example("1 IS NOT NULL", "true"),
        scalar("isnan")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(FLOAT)
            .gives(BOOLEAN)
            .builtIn()
            .takes(DOUBLE)
            .gives(BOOLEAN)
            .builtIn()
            .does("isnan(a)", "Whether a is not a number; false for NULL.")
            .example("isnan(1.0)", "false"),
        scalar("&")
            .bound(OperatorSignatures.bits())
            .does("a & b", "The bits set in both.")
            .example("6 & 3", "2"),
        scalar("|")
            .bound(OperatorSignatures.bits())
            .does("a | b", "The bits set in either.")
            .example("6 | 3", "7"));
  }

  private static List<FunctionDefinition> fourthRows() {
    return List.of(
        scalar("^")
            .bound(OperatorSignatures.bits())
            .does("a ^ b", "The bits set in one of both.")
            .example("6 ^ 3", "5"),
        scalar("~")
            .takes(Parameter.INTEGRAL)
            .builtIn()
            .does("~a", "The bits turned round.")
            .example("~0", "-1"));
  }
}
