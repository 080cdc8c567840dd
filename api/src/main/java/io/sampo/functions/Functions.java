package io.sampo.functions;

import static io.sampo.column.Column.call;
import static io.sampo.column.Column.literal;

import io.sampo.code.CapturedCode;
import io.sampo.code.UDF0;
import io.sampo.code.UDF1;
import io.sampo.code.UDF2;
import io.sampo.code.UDF3;
import io.sampo.code.UDF4;
import io.sampo.code.UDF5;
import io.sampo.column.Column;
import io.sampo.types.DataType;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Spark's functions as static methods, best imported with {@code import static
 * io.sampo.functions.Functions.*}. Nothing is looked up here: a function that the engine lacks, or
 * arguments that do not fit, are reported by the DataFrame that uses the column. Unless said
 * otherwise, a null argument gives null.
 */
public final class Functions extends WindowFunctions {
  private Functions() {}

  /**
   * A column by name: {@code a}, {@code t.a}, {@code struct.field}, {@code `odd name`}, {@code *},
   * {@code t.*}.
   */
  public static Column col(String name) {
    return Column.named(name);
  }

  /** Same as {@link #col}. */
  public static Column column(String name) {
    return Column.named(name);
  }

  /** A constant of a class that {@link io.sampo.row.Row} documents; a Column is passed through. */
  public static Column lit(@Nullable Object value) {
    return literal(value);
  }

  /** An expression in SQL, such as {@code price * 2}. */
  public static Column expr(String expression) {
    return Column.sql(expression);
  }

  /**
   * A function of this program, as it is now, with what it has captured; it must be serializable.
   */
  public static <R extends @Nullable Object> UserDefinedFunction udf(
      UDF0<R> function, DataType type) {
    return captured(function, type);
  }

  /**
   * A function of this program, as it is now, with what it has captured; it must be serializable.
   */
  public static <A, R extends @Nullable Object> UserDefinedFunction udf(
      UDF1<A, R> function, DataType type) {
    return captured(function, type);
  }

  /**
   * A function of this program, as it is now, with what it has captured; it must be serializable.
   */
  public static <A, B, R extends @Nullable Object> UserDefinedFunction udf(
      UDF2<A, B, R> function, DataType type) {
    return captured(function, type);
  }

  /**
   * A function of this program, as it is now, with what it has captured; it must be serializable.
   */
  public static <A, B, C, R extends @Nullable Object> UserDefinedFunction udf(
      UDF3<A, B, C, R> function, DataType type) {
    return captured(function, type);
  }

  /**
   * A function of this program, as it is now, with what it has captured; it must be serializable.
   */
  public static <A, B, C, D, R extends @Nullable Object> UserDefinedFunction udf(
      UDF4<A, B, C, D, R> function, DataType type) {
    return captured(function, type);
  }

  /**
   * A function of this program, as it is now, with what it has captured; it must be serializable.
   */
  public static <A, B, C, D, E, R extends @Nullable Object> UserDefinedFunction udf(
      UDF5<A, B, C, D, E, R> function, DataType type) {
    return captured(function, type);
  }

  private static UserDefinedFunction captured(Serializable function, DataType type) {
    return new UserDefinedFunction(CapturedCode.of("udf", function, type, true));
  }

  /** A call of any function by its SQL name. */
  public static Column call_function(String name, Column... arguments) {
    return call(name.toLowerCase(Locale.ROOT), arguments);
  }

  /**
   * The start of {@code CASE WHEN condition THEN value}, to be continued with {@link Column#when}
   * and {@link Column#otherwise}.
   */
  public static Column when(Column condition, @Nullable Object value) {
    return Column.caseWhen(condition, value);
  }

  /** An ordering by the column of that name: small values first, nulls before them. */
  public static Column asc(String column) {
    return col(column).asc();
  }

  public static Column asc_nulls_first(String column) {
    return col(column).asc_nulls_first();
  }

  public static Column asc_nulls_last(String column) {
    return col(column).asc_nulls_last();
  }

  /** An ordering by the column of that name: large values first, nulls after them. */
  public static Column desc(String column) {
    return col(column).desc();
  }

  public static Column desc_nulls_first(String column) {
    return col(column).desc_nulls_first();
  }

  public static Column desc_nulls_last(String column) {
    return col(column).desc_nulls_last();
  }

  /** Null when the condition is true, an error of the query otherwise. */
  public static Column assert_true(Column condition) {
    return call("assert_true", condition);
  }

  /** The first value that is not null. */
  public static Column coalesce(Column... values) {
    return call("coalesce", values);
  }

  /** Equality in which two nulls are equal. */
  public static Column equal_null(Column left, Column right) {
    return call("<=>", left, right);
  }

  /** A part of JSON text by a path such as $.a[0]. */
  public static Column get_json_object(Column json, String path) {
    return call("get_json_object", json, literal(path));
  }

  /** A 32-bit Murmur3 hash. */
  public static Column hash(Column... values) {
    return call("hash", values);
  }

  /** The value, or the other one if it is null. */
  public static Column ifnull(Column value, Column otherwise) {
    return call("ifnull", value, otherwise);
  }

  /** Whether the value is the floating point NaN; false for null. */
  public static Column isnan(Column value) {
    return call("isnan", value);
  }

  /** Whether the value is not null. */
  public static Column isnotnull(Column value) {
    return call("isnotnull", value);
  }

  /** Whether the value is null. */
  public static Column isnull(Column value) {
    return call("isnull", value);
  }

  /** A number that grows from row to row, with gaps. */
  public static Column monotonically_increasing_id() {
    return call("monotonically_increasing_id");
  }

  /** The value, or the other one if it is NaN. */
  public static Column nanvl(Column value, Column otherwise) {
    return call("nanvl", value, otherwise);
  }

  /** The opposite. */
  public static Column not(Column condition) {
    return call("not", condition);
  }

  /** The value, null if it equals the other. */
  public static Column nullif(Column value, Column other) {
    return call("nullif", value, other);
  }

  /** The value, or the other one if it is null. */
  public static Column nvl(Column value, Column otherwise) {
    return call("nvl", value, otherwise);
  }

  /** The second argument when the first is not null, else the third. */
  public static Column nvl2(Column value, Column present, Column absent) {
    return call("nvl2", value, present, absent);
  }

  /** An error of the query. */
  public static Column raise_error(Column message) {
    return call("raise_error", message);
  }

  /** The number of the partition. */
  public static Column spark_partition_id() {
    return call("spark_partition_id");
  }

  /** A struct, map or array as JSON text. */
  public static Column to_json(Column value) {
    return call("to_json", value);
  }

  /** The name of the value's type. */
  public static Column typeof(Column value) {
    return call("typeof", value);
  }

  /** A random universally unique identifier. */
  public static Column uuid() {
    return call("uuid");
  }

  /** The version of the engine. */
  public static Column version() {
    return call("version");
  }

  /** A 64-bit hash. */
  public static Column xxhash64(Column... values) {
    return call("xxhash64", values);
  }

  /** The value, 0 if it is null. */
  public static Column zeroifnull(Column value) {
    return call("zeroifnull", value);
  }
}
