package io.sampo.plan.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.analyzer.Evaluated;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Constant expressions, their values and types: what Spark 4 yields with ANSI on. */
class InterpreterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "1 + 2 | 3 int",
        "1Y + 2S | 3 smallint",
        "1 + 2L | 3 bigint",
        "1 + 2.5 | 3.5 decimal(3,1)",
        "1.5 + 2.25 | 3.75 decimal(4,2)",
        "1.5 * 2.25 | 3.375 decimal(6,3)",
        "1.0 / 3 | 0.333333 decimal(7,6)",
        "1 - 0.06 | 0.94 decimal(4,2)",
        "10.5 % 3 | 1.5 decimal(2,1)",
        "7 / 2 | 3.5 double",
        "7 div 2 | 3 bigint",
        "-7 % 3 | -1 int",
        "pmod(-7, 3) | 2 int",
        "pmod(7.5, -2) | 1.5 decimal(2,1)",
        "1.5D + 1 | 2.5 double",
        "1.5F + 1 | 2.5 double",
        "1.5F + 1.5F | 3.0 float",
        "'5' + 1 | 6 bigint",
        "'5.5' + 1.0 | 6.5 double",
        "NULL + 1 | NULL int",
        "12345678901234567890123456789012345678 * 0.1 | 1234567890123456789012345678901234567.8 decimal(38,1)",
        "cast(1 AS DECIMAL(38,10)) * cast(1 AS DECIMAL(38,10)) | 1.000000 decimal(38,6)",
        "6 & 3 | 2 int",
        "~5L | -6 bigint",
        "INTERVAL '1' DAY + INTERVAL '2' HOUR | INTERVAL '1 02:00:00' DAY TO SECOND interval day to second",
        "-INTERVAL '1' MONTH | INTERVAL '-0-1' YEAR TO MONTH interval year to month",
        "round(2.5) | 3 decimal(2,0)",
        "round(-2.5D) | -3.0 double",
        "round(1234.567, -2) | 1200 decimal(5,0)",
        "round(15, -1) | 20 int",
        "bround(2.5D) | 2.0 double",
        "round(2.675D, 2) | 2.68 double",
        "ceil(1.2) | 2 decimal(2,0)",
        "ceil(1.2D) | 2 bigint",
        "floor(-1.25, 1) | -1.3 decimal(3,1)",
        "abs(-1.5) | 1.5 decimal(2,1)",
        "greatest(1, 2.5, 2L) | 2.5 decimal(21,1)",
        "factorial(21) | NULL bigint",
        "conv('FF', 16, -10) | 255 string",
        "width_bucket(0.1, 0.2, 10.6, 5) | 0 bigint",
      })
  void arithmetic(String sql, String expected) {
    assertThat(Evaluated.typed(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "1 = 1.0 | true",
        "1 = '1' | true",
        "'a' < 'b' | true",
        "NULL = NULL | NULL",
        "NULL <=> NULL | true",
        "1 <=> NULL | false",
        "cast('NaN' AS DOUBLE) = cast('NaN' AS DOUBLE) | true",
        "cast('NaN' AS DOUBLE) > 1e308 | true",
        "0.0D = -0.0D | true",
        "DATE '2024-01-01' < '2024-01-02' | true",
        "DATE '2024-01-01' = TIMESTAMP '2024-01-01 00:00:00' | true",
        "NULL AND false | false",
        "NULL AND true | NULL",
        "NULL OR true | true",
        "NOT NULL | NULL",
        "1 IN (2, NULL) | NULL",
        "1 IN (1, NULL) | true",
        "1 NOT IN (2, 3) | true",
        "NULL IN (1) | NULL",
        "2 BETWEEN 1 AND 3 | true",
        "NULL IS TRUE | false",
        "(1 > 2) IS NOT TRUE | true",
        "CASE WHEN NULL THEN 1 WHEN true THEN 2.5 END | 2.5",
        "CASE 3 WHEN 1 THEN 'a' WHEN 3 THEN 'c' ELSE 'x' END | c",
        "coalesce(NULL, NULL, 3) | 3",
        "if(NULL, 1, 2) | 2",
        "'abc' LIKE 'a%c' | true",
        "'a\\nc' LIKE 'a_c' | true",
        "'a%c' LIKE 'a!%c' ESCAPE '!' | true",
        "'abc' LIKE 'a!%c' ESCAPE '!' | false",
        "'ABC' ILIKE 'abc' | true",
        "array(1, NULL) = array(1, NULL) | true",
        "struct(1, 'a') < struct(1, 'b') | true",
      })
  void conditions(String sql, String expected) {
    assertThat(Evaluated.text(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "cast(' 12 ' AS INT) | 12",
        "cast('1.5' AS DOUBLE) | 1.5",
        "cast(' Infinity' AS DOUBLE) | Infinity",
        "cast('-inf' AS FLOAT) | -Infinity",
        "cast('1e3' AS DECIMAL(10,2)) | 1000.00",
        "cast('1.005' AS DECIMAL(10,2)) | 1.01",
        "cast(1.995 AS DECIMAL(3,2)) | 2.00",
        "cast(1e10D AS STRING) | 1.0E10",
        "cast(0.1F AS STRING) | 0.1",
        "cast(0.1F AS DOUBLE) | 0.10000000149011612",
        "cast(1.10 AS STRING) | 1.10",
        "cast(0.0000001 AS STRING) | 0.0000001",
        "cast('yes' AS BOOLEAN) | true",
        "cast(0 AS BOOLEAN) | false",
        "cast(true AS INT) | 1",
        "cast(1.9 AS INT) | 1",
        "cast(-1.9D AS INT) | -1",
        "cast(9223372036854775807 AS DOUBLE) | 9.223372036854776E18",
        "cast('2024-2-9' AS DATE) | 2024-02-09",
        "cast('2024' AS DATE) | 2024-01-01",
        "cast('2024-02-29T12:00' AS DATE) | 2024-02-29",
        "cast(TIMESTAMP '2024-02-29 23:59:59.5' AS DATE) | 2024-02-29",
        "cast('2024-02-29 1:2:3.1234567' AS TIMESTAMP) | 2024-02-29 01:02:03.123456",
        "cast('2024-02-29T12:00:00Z' AS TIMESTAMP) | 2024-02-29 12:00:00",
        "cast('2024-02-29 12:00:00+02:00' AS TIMESTAMP) | 2024-02-29 10:00:00",
        "cast('2024-02-29 12:00:00 Europe/Helsinki' AS TIMESTAMP) | 2024-02-29 10:00:00",
        "cast(DATE '1969-12-31' AS TIMESTAMP) | 1969-12-31 00:00:00",
        "cast(TIMESTAMP '1969-12-31 23:59:59.5' AS BIGINT) | -1",
        "cast(1.5 AS TIMESTAMP) | 1970-01-01 00:00:01.5",
        "cast(array(1, 2) AS ARRAY<STRING>) | [1, 2]",
        "cast(array('1', NULL) AS STRING) | [1, null]",
        "cast(map('a', 1) AS STRING) | {a -> 1}",
        "cast(struct(1, NULL) AS STRING) | {1, null}",
        "cast(X'41' AS STRING) | A",
        "hex(cast(258 AS BINARY)) | 00000102",
        "try_cast('x' AS INT) | NULL",
        "try_cast(300 AS TINYINT) | NULL",
        "try_cast(array('1', 'x') AS ARRAY<INT>) | [1, null]",
        "cast('10000-01-01' AS DATE) | +10000-01-01",
        "cast('-0001-01-01' AS DATE) | -0001-01-01",
        "cast('1 02:03:04.5' AS INTERVAL DAY TO SECOND) | INTERVAL '1 02:03:04.5' DAY TO SECOND",
      })
  void casts(String sql, String expected) {
    assertThat(Evaluated.text(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "2147483647 + 1 | ARITHMETIC_OVERFLOW",
        "9223372036854775807 * 2 | ARITHMETIC_OVERFLOW",
        "127Y + 1Y | ARITHMETIC_OVERFLOW",
        "1 / 0 | DIVIDE_BY_ZERO",
        "1.0 / 0 | DIVIDE_BY_ZERO",
        "1 % 0 | REMAINDER_BY_ZERO",
        "1 div 0 | DIVIDE_BY_ZERO",
        "cast('x' AS INT) | CAST_INVALID_INPUT",
        "cast('1.5' AS INT) | CAST_INVALID_INPUT",
        "cast('99999999999' AS INT) | CAST_INVALID_INPUT",
        "cast('2023-02-29' AS DATE) | CAST_INVALID_INPUT",
        "cast('abc' AS TIMESTAMP) | CAST_INVALID_INPUT",
        "cast('maybe' AS BOOLEAN) | CAST_INVALID_INPUT",
        "cast(300 AS TINYINT) | CAST_OVERFLOW",
        "cast(1e20D AS BIGINT) | CAST_OVERFLOW",
        "cast(cast('NaN' AS DOUBLE) AS INT) | CAST_OVERFLOW",
        "cast(1000 AS DECIMAL(3,1)) | NUMERIC_VALUE_OUT_OF_RANGE",
        "99999999999999999999999999999999999999 + 1 | NUMERIC_VALUE_OUT_OF_RANGE",
        "array(1)[1] | INVALID_ARRAY_INDEX",
        "element_at(array(1), 0) | INVALID_INDEX_OF_ZERO",
        "to_date('x', 'yyyy') | CANNOT_PARSE_TIMESTAMP",
        "make_date(2023, 2, 29) | INVALID_ARGUMENT",
        "regexp_replace('a', '(', '') | INVALID_ARGUMENT",
        "raise_error('no') | USER_RAISED_EXCEPTION",
        "map('a', 1, 'a', 2) | DUPLICATED_MAP_KEY",
        "abs(-2147483648) | ARITHMETIC_OVERFLOW",
        "-(-9223372036854775808L) | ARITHMETIC_OVERFLOW",
      })
  void errors(String sql, String code) {
    SampoException error = catchThrowableOfType(SampoException.class, () -> Evaluated.text(sql));
    assertThat(error).as(sql).isNotNull();
    assertThat(error.code().name()).as(error.getMessage()).isEqualTo(code);
    assertThat(error.span()).as(error.getMessage()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "DATE '2024-01-31' + INTERVAL '1' MONTH | 2024-02-29 date",
        "DATE '2024-01-31' + 1 | 2024-02-01 date",
        "DATE '1998-12-01' - INTERVAL '90' DAY | 1998-09-02 date",
        "DATE '2024-01-31' + INTERVAL '12' HOUR | 2024-01-31 12:00:00 timestamp",
        "INTERVAL '1' YEAR + DATE '2024-02-29' | 2025-02-28 date",
        "TIMESTAMP '2024-01-31 10:00:00' - INTERVAL '1' MONTH | 2023-12-31 10:00:00 timestamp",
        "DATE '2024-03-01' - (DATE '2024-03-01' - DATE '2024-02-28') | 2024-02-28 date",
        "TIMESTAMP_NTZ '2024-01-31 10:00:00' + INTERVAL '1' MONTH | 2024-02-29 10:00:00 timestamp_ntz",
        "DATE '2024-03-01' - '2024-02-28' | INTERVAL '2 00:00:00' DAY TO SECOND interval day to second",
        "EXTRACT(DOW FROM DATE '2024-02-29') | 5 int",
        "EXTRACT(SECOND FROM TIMESTAMP '2024-02-29 12:00:01.25') | 1.250000 decimal(8,6)",
        "dateadd(DAY, 3, DATE '2024-02-27') | 2024-03-01 00:00:00 timestamp",
        "datediff(MONTH, DATE '2024-01-01', DATE '2024-03-05') | 2 bigint",
        "months_between('2024-03-31', '2024-02-29') | 1.0 double",
        "last_day('2024-02-10') | 2024-02-29 date",
        "date_trunc('week', TIMESTAMP '2024-02-29 12:00:00') | 2024-02-26 00:00:00 timestamp",
        "trunc('2024-05-29', 'QUARTER') | 2024-04-01 date",
        "to_date('29/Feb/2024', 'dd/MMM/yyyy') | 2024-02-29 date",
        "to_timestamp('2024-02-29 1:05 PM', 'yyyy-MM-dd h:mm a') | 2024-02-29 13:05:00 timestamp",
        "date_format(TIMESTAMP '2024-02-29 13:05:00', 'EEE d MMM yyyy h:mm a') | Thu 29 Feb 2024 1:05 PM string",
        "current_date | 2024-02-29 date",
        "hour(now()) | 12 int",
        "sequence(DATE '2024-01-31', DATE '2024-04-01', INTERVAL '1' MONTH) | [2024-01-31, 2024-02-29, 2024-03-31] array<date>",
      })
  void dates(String sql, String expected) {
    assertThat(Evaluated.typed(sql)).isEqualTo(expected);
  }

  @Test
  void timesAreThoseOfTheSessionsZone() {
    ZoneId helsinki = ZoneId.of("Europe/Helsinki");
    assertThat(Evaluated.text("hour(TIMESTAMP '2024-06-01T12:00:00Z')", helsinki)).isEqualTo("15");
    assertThat(Evaluated.text("cast(TIMESTAMP '2024-02-29T23:00:00Z' AS DATE)", helsinki))
        .isEqualTo("2024-03-01");
    assertThat(Evaluated.text("unix_timestamp('1970-01-01 02:00:00')", helsinki)).isEqualTo("0");
    assertThat(Evaluated.text("TIMESTAMP '2024-03-30 12:00:00' + INTERVAL '1' DAY", helsinki))
        .isEqualTo("2024-03-31 12:00:00");
    assertThat(Evaluated.text("date_trunc('DAY', TIMESTAMP '2024-02-29T23:00:00Z')", helsinki))
        .isEqualTo("2024-03-01 00:00:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "substring('Sampo', 0, 2)|Sa",
        "substring('Sampo', -3, 2)|mp",
        "substring('Sampo', -9, 6)|Sa",
        "substring('Sampo', 4)|po",
        "substring('añ😀b', 3, 1)|😀",
        "length('añ😀b')|4",
        "reverse('añ😀b')|b😀ña",
        "left('Sampo', -1)|",
        "lpad('Sampo', 3)|Sam",
        "lpad('7', 3, '0')|007",
        "rpad('ab', 5, 'xyz')|abxyz",
        "trim(BOTH 'x' FROM 'xxSampoxx')|Sampo",
        "ltrim('  a ')|a ",
        "concat_ws(',', array('a', NULL), 'b')|a,b",
        "concat('a', 1, true)|a1true",
        "split('a,b,,', ',')|[a, b, , ]",
        "split('abc', '')|[a, b, c]",
        "split_part('a.b.c', '.', -1)|c",
        "substring_index('a.b.c', '.', -2)|b.c",
        "translate('abc', 'ac', 'x')|xb",
        "instr('Sampo', 'z')|0",
        "overlay('Sampo', 'XX', 2, 1)|SXXmpo",
        "initcap('hELLO wORLD')|Hello World",
        "soundex('Robert')|R163",
        "soundex('Ashcraft')|A261",
        "format_string('%05d %s %.2f', 42, 'x', 1.5D)|00042 x 1.50",
        "format_number(1234567.891, 2)|1,234,567.89",
        "regexp_replace('a1b22', '[0-9]+', '#')|a#b#",
        "regexp_extract('foo123', '([a-z]+)([0-9]+)', 2)|123",
        "base64(X'010203')|AQID",
        "elt(2, 'a', 'b')|b",
        "find_in_set('b', 'a,b,c')|2",
        "levenshtein('kitten', 'sitting', 2)|-1",
        "repeat('ab', 0)|",
        "chr(65)|A",
        "upper('straße')|STRASSE",
      })
  void texts(String sql, String expected) {
    assertThat(Evaluated.text(sql)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "transform(array(1, NULL, 3), x -> x * 2) | [2, null, 6] array<int>",
        "transform(array(1, 2), (x, i) -> x + i) | [1, 3] array<int>",
        "filter(array(1, 2, 3), x -> x > 1) | [2, 3] array<int>",
        "exists(array(1, NULL), x -> x > 5) | NULL boolean",
        "aggregate(array(1, 2, 3), 0L, (acc, x) -> acc + x, acc -> acc * 10) | 60 bigint",
        "aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x * 1L) | 6 bigint",
        "zip_with(array(1, 2), array(10), (x, y) -> x + y) | [11, null] array<int>",
        "array_sort(array(3, 1, 2), (a, b) -> b - a) | [3, 2, 1] array<int>",
        "transform(array(array(1, 2), array(3)), xs -> aggregate(xs, 0, (acc, x) -> acc + x)) | [3, 3] array<int>",
        "map_filter(map('a', 1, 'b', 2), (k, v) -> v > 1) | {b -> 2} map<string, int>",
        "array(1, 2.5) | [1.0, 2.5] array<decimal(11,1)>",
        "array_contains(array(1, 2), 2L) | true boolean",
        "array_position(array('a', 'b'), 'b') | 2 bigint",
        "sort_array(array(2, NULL, 1), false) | [2, 1, null] array<int>",
        "array_insert(array(1, 2), -1, 9) | [1, 2, 9] array<int>",
        "slice(array(1, 2, 3), 2, 5) | [2, 3] array<int>",
        "flatten(array(array(1), array(2, 3))) | [1, 2, 3] array<int>",
        "map_keys(map('a', 1)) | [a] array<string>",
        "map('a', 1)['a'] | 1 int",
        "map('a', 1)['b'] | NULL int",
        "named_struct('x', 1, 'y', 'z').y | z string",
        "size(array(1, 2)) | 2 int",
        "element_at(map(1, 'a'), 1) | a string",
        "arrays_zip(array(1, 2), array('a')) | [{1, a}, {2, null}] array<struct<0: int, 1: string>>",
        "concat(array(1), array(2L)) | [1, 2] array<bigint>",
        "typeof(array(1.5)) | array<decimal(2,1)> string",
      })
  void collections(String sql, String expected) {
    assertThat(Evaluated.typed(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "try_add(2147483647, 1) | NULL",
        "try_divide(1, 0) | NULL",
        "try_divide(7, 2) | 3.5",
        "try_multiply(9223372036854775807, 2) | NULL",
        "try_element_at(array(1), 5) | NULL",
        "try_to_date('x') | NULL",
        "try_to_timestamp('2024-02-29') | 2024-02-29 00:00:00",
        "nullif(1, 2) | 1",
        "nvl2(1, 'a', 'b') | a",
        "nanvl(cast('NaN' AS DOUBLE), 5) | 5.0",
      })
  void functionsThatYieldNullInstead(String sql, String expected) {
    assertThat(Evaluated.text(sql)).isEqualTo(expected);
  }

  @Test
  void tryFunctionsDoNotHideErrorsOfTheirArguments() {
    SampoException error =
        catchThrowableOfType(
            SampoException.class, () -> Evaluated.text("try_add(cast('x' AS INT), 1)"));
    assertThat(error.code().name()).isEqualTo("CAST_INVALID_INPUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + 'a'", "2 > 'abc'", "coalesce('x', 1)", "sqrt('nine')"})
  void castsThatNobodyWrotePointAtTheCall(String sql) {
    SampoException error = catchThrowableOfType(SampoException.class, () -> Evaluated.text(sql));
    assertThat(error.span()).extracting(Span::covered).isEqualTo(sql);
  }
}
