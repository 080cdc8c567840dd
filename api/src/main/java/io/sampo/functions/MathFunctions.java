package io.sampo.functions;

import static io.sampo.column.Column.call;
import static io.sampo.column.Column.literal;

import io.sampo.column.Column;

/** Functions of numbers and bits. To be used through {@link Functions}. */
public abstract sealed class MathFunctions permits StringFunctions {
  MathFunctions() {}

  /** The absolute value; overflow is an error. */
  public static Column abs(Column value) {
    return call("abs", value);
  }

  /** The arc cosine in radians, NaN outside of -1..1. */
  public static Column acos(Column value) {
    return call("acos", value);
  }

  /** The inverse hyperbolic cosine. */
  public static Column acosh(Column value) {
    return call("acosh", value);
  }

  /** The arc sine in radians, NaN outside of -1..1. */
  public static Column asin(Column value) {
    return call("asin", value);
  }

  /** The inverse hyperbolic sine. */
  public static Column asinh(Column value) {
    return call("asinh", value);
  }

  /** The arc tangent in radians. */
  public static Column atan(Column value) {
    return call("atan", value);
  }

  /** The angle of the point (x, y) in radians. */
  public static Column atan2(Column y, Column x) {
    return call("atan2", y, x);
  }

  /** The inverse hyperbolic tangent. */
  public static Column atanh(Column value) {
    return call("atanh", value);
  }

  /** The integer in binary digits. */
  public static Column bin(Column value) {
    return call("bin", value);
  }

  /** The number of bits that are set. */
  public static Column bit_count(Column value) {
    return call("bit_count", value);
  }

  /** The bit at a position counted from the right. */
  public static Column bit_get(Column value, Column position) {
    return call("bit_get", value, position);
  }

  /** All bits inverted. */
  public static Column bitwise_not(Column value) {
    return call("~", value);
  }

  /** Rounds half to even to that many digits behind the point. */
  public static Column bround(Column value, int scale) {
    return call("bround", value, literal(scale));
  }

  /** Rounds half to even to an integer. */
  public static Column bround(Column value) {
    return call("bround", value);
  }

  /** The cube root. */
  public static Column cbrt(Column value) {
    return call("cbrt", value);
  }

  /** The smallest integer that is not less. */
  public static Column ceil(Column value) {
    return call("ceil", value);
  }

  /** The smallest number of that many digits behind the point that is not less. */
  public static Column ceil(Column value, Column scale) {
    return call("ceil", value, scale);
  }

  /** Same as {@link #ceil(Column)}. */
  public static Column ceiling(Column value) {
    return call("ceil", value);
  }

  /** A number in text, from one base into another. */
  public static Column conv(Column number, int fromBase, int toBase) {
    return call("conv", number, literal(fromBase), literal(toBase));
  }

  /** The cosine of an angle in radians. */
  public static Column cos(Column value) {
    return call("cos", value);
  }

  /** The hyperbolic cosine. */
  public static Column cosh(Column value) {
    return call("cosh", value);
  }

  /** The cotangent of an angle in radians. */
  public static Column cot(Column value) {
    return call("cot", value);
  }

  /** The cosecant of an angle in radians. */
  public static Column csc(Column value) {
    return call("csc", value);
  }

  /** Radians into degrees. */
  public static Column degrees(Column value) {
    return call("degrees", value);
  }

  /** Euler's number. */
  public static Column e() {
    return call("e");
  }

  /** Euler's number to the power of the value. */
  public static Column exp(Column value) {
    return call("exp", value);
  }

  /** exp(value) - 1, exact near zero. */
  public static Column expm1(Column value) {
    return call("expm1", value);
  }

  /** The factorial of 0 to 20, null otherwise. */
  public static Column factorial(Column value) {
    return call("factorial", value);
  }

  /** The largest integer that is not greater. */
  public static Column floor(Column value) {
    return call("floor", value);
  }

  /** The largest number of that many digits behind the point that is not greater. */
  public static Column floor(Column value, Column scale) {
    return call("floor", value, scale);
  }

  /** The largest of the values; nulls are skipped. */
  public static Column greatest(Column... values) {
    return call("greatest", values);
  }

  /** The square root of a*a + b*b. */
  public static Column hypot(Column a, Column b) {
    return call("hypot", a, b);
  }

  /** The smallest of the values; nulls are skipped. */
  public static Column least(Column... values) {
    return call("least", values);
  }

  /** The natural logarithm, null unless positive. */
  public static Column ln(Column value) {
    return call("ln", value);
  }

  /** The natural logarithm, null unless positive. */
  public static Column log(Column value) {
    return call("log", value);
  }

  /** The logarithm to a base, null unless positive. */
  public static Column log(double base, Column value) {
    return call("log", literal(base), value);
  }

  /** The logarithm to base 10, null unless positive. */
  public static Column log10(Column value) {
    return call("log10", value);
  }

  /** ln(1 + value), exact near zero. */
  public static Column log1p(Column value) {
    return call("log1p", value);
  }

  /** The logarithm to base 2, null unless positive. */
  public static Column log2(Column value) {
    return call("log2", value);
  }

  /** The remainder with the sign of the dividend; division by zero is an error. */
  public static Column mod(Column dividend, Column divisor) {
    return call("%", dividend, divisor);
  }

  /** The value with the other sign; overflow is an error. */
  public static Column negate(Column value) {
    return call("negative", value);
  }

  /** Same as {@link #negate}. */
  public static Column negative(Column value) {
    return call("negative", value);
  }

  /** The number pi. */
  public static Column pi() {
    return call("pi");
  }

  /** The remainder, never negative for a positive divisor. */
  public static Column pmod(Column dividend, Column divisor) {
    return call("pmod", dividend, divisor);
  }

  /** The value itself. */
  public static Column positive(Column value) {
    return call("positive", value);
  }

  /** A power, as a double. */
  public static Column pow(Column base, Column exponent) {
    return call("pow", base, exponent);
  }

  /** A power, as a double. */
  public static Column pow(Column base, double exponent) {
    return call("pow", base, literal(exponent));
  }

  /** Same as {@link #pow(Column, Column)}. */
  public static Column power(Column base, Column exponent) {
    return call("power", base, exponent);
  }

  /** Degrees into radians. */
  public static Column radians(Column value) {
    return call("radians", value);
  }

  /** A random double from 0 to below 1, the same ones for the same seed. */
  public static Column rand(long seed) {
    return call("rand", literal(seed));
  }

  /** A random double from 0 to below 1. */
  public static Column rand() {
    return call("rand");
  }

  /** A random double of the standard normal distribution, the same ones for the same seed. */
  public static Column randn(long seed) {
    return call("randn", literal(seed));
  }

  /** A random double of the standard normal distribution. */
  public static Column randn() {
    return call("randn");
  }

  /** The nearest integer as a double, half to even. */
  public static Column rint(Column value) {
    return call("rint", value);
  }

  /** Rounds half up to an integer. */
  public static Column round(Column value) {
    return call("round", value);
  }

  /** Rounds half up to that many digits behind the point. */
  public static Column round(Column value, int scale) {
    return call("round", value, literal(scale));
  }

  /** The secant of an angle in radians. */
  public static Column sec(Column value) {
    return call("sec", value);
  }

  /** The bits moved to the left. */
  public static Column shiftleft(Column value, int bits) {
    return call("shiftleft", value, literal(bits));
  }

  /** The bits moved to the right, the sign kept. */
  public static Column shiftright(Column value, int bits) {
    return call("shiftright", value, literal(bits));
  }

  /** The bits moved to the right, zeros moved in. */
  public static Column shiftrightunsigned(Column value, int bits) {
    return call("shiftrightunsigned", value, literal(bits));
  }

  /** -1, 0 or 1. */
  public static Column sign(Column value) {
    return call("sign", value);
  }

  /** Same as {@link #sign}. */
  public static Column signum(Column value) {
    return call("signum", value);
  }

  /** The sine of an angle in radians. */
  public static Column sin(Column value) {
    return call("sin", value);
  }

  /** The hyperbolic sine. */
  public static Column sinh(Column value) {
    return call("sinh", value);
  }

  /** The square root, NaN for negative values. */
  public static Column sqrt(Column value) {
    return call("sqrt", value);
  }

  /** The tangent of an angle in radians. */
  public static Column tan(Column value) {
    return call("tan", value);
  }

  /** The hyperbolic tangent. */
  public static Column tanh(Column value) {
    return call("tanh", value);
  }

  /** The sum, null on overflow. */
  public static Column try_add(Column left, Column right) {
    return call("try_add", left, right);
  }

  /** The quotient, null for division by zero. */
  public static Column try_divide(Column left, Column right) {
    return call("try_divide", left, right);
  }

  /** The remainder, null for division by zero. */
  public static Column try_mod(Column left, Column right) {
    return call("try_mod", left, right);
  }

  /** The product, null on overflow. */
  public static Column try_multiply(Column left, Column right) {
    return call("try_multiply", left, right);
  }

  /** The difference, null on overflow. */
  public static Column try_subtract(Column left, Column right) {
    return call("try_subtract", left, right);
  }

  /** A random number between both. */
  public static Column uniform(Column minimum, Column maximum) {
    return call("uniform", minimum, maximum);
  }

  /** The number of the equally wide bucket that the value falls into. */
  public static Column width_bucket(Column value, Column minimum, Column maximum, Column buckets) {
    return call("width_bucket", value, minimum, maximum, buckets);
  }
}
