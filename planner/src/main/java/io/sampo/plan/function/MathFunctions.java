package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BINARY;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.BYTE;
import static io.sampo.types.DataType.DAY_TIME_INTERVAL;
import static io.sampo.types.DataType.DOUBLE;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.LONG;
import static io.sampo.types.DataType.STRING;
import static io.sampo.types.DataType.YEAR_MONTH_INTERVAL;

import io.sampo.plan.function.kernel.BitKernels;
import io.sampo.plan.function.kernel.MathKernels;
import io.sampo.plan.function.kernel.NumberTextKernels;
import io.sampo.plan.function.kernel.RandomKernels;
import io.sampo.plan.function.kernel.RoundingKernels;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Arithmetic beyond the operators. */
public final class MathFunctions {
  private static final Parameter DIGITS = Parameter.POSITION;
  private static final Parameter DECIMAL = Parameter.DECIMAL;

  /** A decimal as it is; a double as the decimal that two-argument ceil and floor take it for. */
  private static final Parameter AS_DECIMAL =
      new Parameter(
          "a number",
          given -> {
            if (given.isFloating()) {
              return Optional.of(
                  given.equals(DOUBLE) ? new DecimalType(30, 15) : new DecimalType(14, 7));
            }
            return given.isNumeric() ? Optional.of(DecimalRules.of(given)) : Optional.empty();
          });

  private MathFunctions() {}

  static List<FunctionDefinition> rows() {
    var rows = new ArrayList<FunctionDefinition>();
    rows.addAll(rounding());
    rows.addAll(powers());
    rows.addAll(angles());
    rows.addAll(integers());
    rows.addAll(random());
    return rows;
  }

  /**
   * The type of a decimal rounded to a constant number of digits; the analyzer replaces the type
   * that the forms below give.
   */
  public static DecimalType rounded(DecimalType input, int digits) {
    int whole = input.precision() - input.scale() + 1;
    if (digits < 0) {
      return DecimalRules.bounded(Math.max(whole, 1 - digits), 0);
    }
    int scale = Math.min(input.scale(), digits);
    return DecimalType.adjusted(whole + scale, scale);
  }

  private static DataType withoutFraction(List<DataType> types) {
    return types.getFirst() instanceof DecimalType decimal
        ? DecimalRules.bounded(decimal.precision() - decimal.scale() + 1, 0)
        : types.getFirst();
  }

  private static List<FunctionDefinition> rounding() {
    return Stream.of(firstRounding(), secondRounding()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstRounding() {
    return List.of(
        scalar("abs")
            .takes(Parameter.NUMBER)
            .by(MathKernels.class, "abs")
            .takes(YEAR_MONTH_INTERVAL)
            .by(MathKernels.class, "abs")
            .takes(DAY_TIME_INTERVAL)
            .by(MathKernels.class, "abs")
            .does("abs(a)", "The number without its sign.")
            .example("abs(-1)", "1"),
        scalar("round")
            .takes(Parameter.NUMBER, DIGITS)
            .gives(MathFunctions::withoutFraction)
            .by(RoundingKernels.class, "round")
            .does("round(a[, digits])", "Rounds half up to that many digits behind the point (0).")
            .example("round(2.5, 0)", "3"),
        scalar("bround")
            .takes(Parameter.NUMBER, DIGITS)
            .gives(MathFunctions::withoutFraction)
            .by(RoundingKernels.class, "bround")
            .does(
                "bround(a[, digits])",
                "Rounds half to even to that many digits behind the point (0).")
            .example("bround(2.5, 0)", "2"),
        scalar("ceil")
            .aliases("ceiling")
            .takes(LONG)
            .gives(LONG)
            .by(RoundingKernels.class, "ceil")
            .takes(DECIMAL, DIGITS)
            .gives(MathFunctions::withoutFraction)
            .by(RoundingKernels.class, "ceil")
            .takes(DOUBLE)
            .gives(LONG)
            .by(RoundingKernels.class, "ceil")
            .takes(AS_DECIMAL, DIGITS)
            .gives(MathFunctions::withoutFraction)
            .by(RoundingKernels.class, "ceil")
            .does(
                "ceil(a[, digits])",
                "The smallest number of that many digits behind the point (0) that is not less.")
            .example("ceil(-0.1)", "0"));
  }

  private static List<FunctionDefinition> secondRounding() {
    return List.of(
        scalar("floor")
            .takes(LONG)
            .gives(LONG)
            .by(RoundingKernels.class, "floor")
            .takes(DECIMAL, DIGITS)
            .gives(MathFunctions::withoutFraction)
            .by(RoundingKernels.class, "floor")
            .takes(DOUBLE)
            .gives(LONG)
            .by(RoundingKernels.class, "floor")
            .takes(AS_DECIMAL, DIGITS)
            .gives(MathFunctions::withoutFraction)
            .by(RoundingKernels.class, "floor")
            .does(
                "floor(a[, digits])",
                "The largest number of that many digits behind the point (0) that is not more.")
            .example("floor(-0.1)", "-1"),
        of(
            "rint",
            "rint(a)",
            "The nearest integer as a double, half to even.",
            "rint(12.3456)",
            "12.0"),
        of(
            "sign",
            "sign(a)",
            "-1.0, 0.0 or 1.0 as the number is negative, zero or positive.",
            "sign(40)",
            "1.0",
            "signum"),
        scalar("width_bucket")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(DOUBLE, DOUBLE, DOUBLE, LONG)
            .gives(LONG)
            .by(MathKernels.class, "widthBucket")
            .does(
                "width_bucket(a, low, high, count)",
                "The number of the bucket, of equally wide ones, that the value falls into.")
            .example("width_bucket(5.3, 0.2, 10.6, 5)", "3"));
  }

  private static FunctionDefinition of(
      String name,
      String usage,
      String description,
      String example,
      String result,
      String... aliases) {
    return scalar(name)
        .aliases(aliases)
        .takes(DOUBLE)
        .gives(DOUBLE)
        .by(MathKernels.class, name)
        .does(usage, description)
        .example(example, result);
  }

  private static FunctionDefinition logarithm(
      String name, String description, String example, String result) {
    return scalar(name)
        .nulls(NullPolicy.STRICT_NULLABLE)
        .takes(DOUBLE)
        .gives(DOUBLE)
        .by(MathKernels.class, name)
        .does(name + "(a)", description)
        .example(example, result);
  }

  private static List<FunctionDefinition> powers() {
    return List.of(
        of("sqrt", "sqrt(a)", "The square root; NaN of a negative number.", "sqrt(4)", "2.0"),
        of("cbrt", "cbrt(a)", "The cube root.", "cbrt(27.0)", "3.0"),
        of("exp", "exp(a)", "e to the power of a.", "exp(0)", "1.0"),
        of(
            "expm1",
            "expm1(a)",
            "e to the power of a, less 1; exact for small a.",
            "expm1(0)",
            "0.0"),
        logarithm("ln", "The natural logarithm; NULL unless a is positive.", "ln(1)", "0.0"),
        scalar("log")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(DOUBLE)
            .gives(DOUBLE)
            .by(MathKernels.class, "ln")
            .takes(DOUBLE, DOUBLE)
            .gives(DOUBLE)
            .by(MathKernels.class, "log")
            .does("log([base, ]a)", "The logarithm, the natural one without a base.")
            .example("log(10, 100)", "2.0"),
        logarithm("log10", "The logarithm to base 10.", "log10(10)", "1.0"),
        logarithm("log2", "The logarithm to base 2.", "log2(8)", "3.0"),
        logarithm("log1p", "The natural logarithm of a + 1; exact for small a.", "log1p(0)", "0.0"),
        scalar("power")
            .aliases("pow")
            .takes(DOUBLE, DOUBLE)
            .gives(DOUBLE)
            .by(MathKernels.class, "power")
            .does("power(a, b)", "a to the power of b.")
            .example("power(2, 3)", "8.0"),
        scalar("hypot")
            .takes(DOUBLE, DOUBLE)
            .gives(DOUBLE)
            .by(MathKernels.class, "hypot")
            .does("hypot(a, b)", "The square root of a squared plus b squared.")
            .example("hypot(3, 4)", "5.0"),
        scalar("e")
            .takes(new Parameter[0])
            .gives(DOUBLE)
            .by(MathKernels.class, "e")
            .does("e()", "Euler's number.")
            .example("e()", "2.718281828459045"));
  }

  private static List<FunctionDefinition> angles() {
    return List.of(
        scalar("pi")
            .takes(new Parameter[0])
            .gives(DOUBLE)
            .by(MathKernels.class, "pi")
            .does("pi()", "The ratio of a circle's circumference to its diameter.")
            .example("pi()", "3.141592653589793"),
        of("degrees", "degrees(a)", "Radians as degrees.", "degrees(3.141592653589793)", "180.0"),
        of("radians", "radians(a)", "Degrees as radians.", "radians(180)", "3.141592653589793"),
        of("sin", "sin(a)", "The sine.", "sin(0)", "0.0"),
        of("cos", "cos(a)", "The cosine.", "cos(0)", "1.0"),
        of("tan", "tan(a)", "The tangent.", "tan(0)", "0.0"),
        of("cot", "cot(a)", "The cotangent.", "cot(1)", "0.6420926159343306"),
        of("sec", "sec(a)", "The secant.", "sec(0)", "1.0"),
        of("csc", "csc(a)", "The cosecant.", "csc(1)", "1.1883951057781212"),
        of("asin", "asin(a)", "The inverse sine.", "asin(0)", "0.0"),
        of("acos", "acos(a)", "The inverse cosine.", "acos(1)", "0.0"),
        of("atan", "atan(a)", "The inverse tangent.", "atan(0)", "0.0"),
        scalar("atan2")
            .takes(DOUBLE, DOUBLE)
            .gives(DOUBLE)
            .by(MathKernels.class, "atan2")
            .does("atan2(y, x)", "The angle of the point (x, y).")
            .example("atan2(0, 0)", "0.0"),
        of("sinh", "sinh(a)", "The hyperbolic sine.", "sinh(0)", "0.0"),
        of("cosh", "cosh(a)", "The hyperbolic cosine.", "cosh(0)", "1.0"),
        of("tanh", "tanh(a)", "The hyperbolic tangent.", "tanh(0)", "0.0"),
        of("asinh", "asinh(a)", "The inverse hyperbolic sine.", "asinh(0)", "0.0"),
        of("acosh", "acosh(a)", "The inverse hyperbolic cosine.", "acosh(1)", "0.0"),
        of("atanh", "atanh(a)", "The inverse hyperbolic tangent.", "atanh(0)", "0.0"));
  }

  private static FunctionDefinition shift(
      String name, String sign, String example, String result, String does) {
    return scalar(name)
        .aliases(sign)
        .takes(INTEGER, INTEGER)
        .gives(INTEGER)
        .by(BitKernels.class, name)
        .takes(LONG, INTEGER)
        .gives(LONG)
        .by(BitKernels.class, name)
        .does(name + "(a, bits)", does)
        .example(example, result);
  }

  private static List<FunctionDefinition> integers() {
    return Stream.of(firstIntegers(), secondIntegers()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstIntegers() {
    return List.of(
        scalar("pmod")
            .bound(OperatorSignatures.numeric(DecimalRules::remainder))
            .does("pmod(a, b)", "The remainder, never negative for a positive b.")
            .example("pmod(-7, 3)", "2"),
        scalar("factorial")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(Parameter.POSITION)
            .gives(LONG)
            .by(MathKernels.class, "factorial")
            .does("factorial(a)", "1 * 2 * ... * a; NULL outside of 0 to 20.")
            .example("factorial(5)", "120"),
        scalar("bin")
            .takes(LONG)
            .gives(STRING)
            .by(NumberTextKernels.class, "bin")
            .does("bin(a)", "The number in base 2.")
            .example("bin(13)", "1101"),
        scalar("hex")
            .takes(LONG)
            .gives(STRING)
            .by(NumberTextKernels.class, "hex")
            .takes(BINARY)
            .gives(STRING)
            .by(NumberTextKernels.class, "hex")
            .takes(STRING)
            .gives(STRING)
            .by(NumberTextKernels.class, "hex")
            .does("hex(a)", "The number, or the bytes, in base 16.")
            .example("hex(17)", "11"),
        scalar("unhex")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(STRING)
            .gives(BINARY)
            .by(NumberTextKernels.class, "unhex")
            .does("unhex(text)", "The bytes that a text in base 16 stands for.")
            .example("decode(unhex('53616D706F'), 'UTF-8')", "Sampo"),
        scalar("conv")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(Parameter.of(STRING), DIGITS, DIGITS)
            .gives(STRING)
            .by(NumberTextKernels.class, "conv")
            .does("conv(text, from, to)", "A number in text from one base in another.")
            .example("conv('100', 2, 10)", "4"));
  }

  private static List<FunctionDefinition> secondIntegers() {
    return List.of(
        shift("shiftleft", "<<", "shiftleft(2, 1)", "4", "The bits moved up, zeros behind them."),
        shift("shiftright", ">>", "shiftright(-4, 1)", "-2", "The bits moved down, the sign kept."),
        shift(
            "shiftrightunsigned",
            ">>>",
            "shiftrightunsigned(4, 1)",
            "2",
            "The bits moved down, zeros before them."),
        scalar("bit_count")
            .takes(LONG)
            .gives(INTEGER)
            .by(BitKernels.class, "bitCount")
            .takes(BOOLEAN)
            .gives(INTEGER)
            .by(BitKernels.class, "bitCount")
            .does("bit_count(a)", "The number of bits that are set.")
            .example("bit_count(7)", "3"),
        scalar("getbit")
            .aliases("bit_get")
            .takes(Parameter.of(LONG), DIGITS)
            .gives(BYTE)
            .by(BitKernels.class, "getBit")
            .does("getbit(a, position)", "The bit at a position, counted from 0, the lowest.")
            .example("getbit(11, 2)", "0"));
  }

  private static List<FunctionDefinition> random() {
    return List.of(
        scalar("rand")
            .aliases("random")
            .random()
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .gives(DOUBLE)
            .by(RandomKernels.class, "rand")
            .does("rand([seed])", "A random double from 0 to below 1.")
            .example("rand() < 1", "true"),
        FunctionRow.window("monotonically_increasing_id")
            .rewritten()
            .does("monotonically_increasing_id()", "The number of the row, from 0.")
            .example("monotonically_increasing_id()", "0"),
        scalar("spark_partition_id")
            .rewritten()
            .does("spark_partition_id()", "The number of the row's partition: all rows are in one.")
            .example("spark_partition_id()", "0"),
        scalar("randn")
            .random()
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .gives(DOUBLE)
            .by(RandomKernels.class, "randn")
            .does("randn([seed])", "A random double of the standard normal distribution.")
            .example("randn() < 100", "true"),
        scalar("seeded_rand")
            .takes(LONG, INTEGER)
            .gives(DOUBLE)
            .by(RandomKernels.class, "seeded")
            .does(
                "seeded_rand(seed, place)",
                "A double from 0 to below 1 that depends on both numbers: rand(seed) of a row.")
            .example("seeded_rand(1, 2) < 1", "true"),
        scalar("seeded_randn")
            .takes(LONG, INTEGER)
            .gives(DOUBLE)
            .by(RandomKernels.class, "seededNormal")
            .does(
                "seeded_randn(seed, place)",
                "A normally distributed double that depends on both numbers: randn(seed) of a row.")
            .example("seeded_randn(1, 2) < 100", "true"),
        scalar("seeded_poisson")
            .takes(LONG, INTEGER, DOUBLE)
            .gives(INTEGER)
            .by(RandomKernels.class, "seededPoisson")
            .does(
                "seeded_poisson(seed, place, mean)",
                "A number of the Poisson distribution that depends on seed and place.")
            .example("seeded_poisson(1, 2, 0)", "0"),
        scalar("uuid")
            .random()
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .gives(STRING)
            .by(RandomKernels.class, "uuid")
            .does("uuid()", "A random universally unique identifier.")
            .example("length(uuid())", "36"));
  }
}
