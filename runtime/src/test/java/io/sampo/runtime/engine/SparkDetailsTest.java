package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.session.Session;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers and names in which details of Spark 4.2 were missed once, as it gives them. */
@NullMarked
final class SparkDetailsTest {
  private static BothRoads sessions;

  @BeforeAll
  static void open() {
    sessions = new BothRoads();
  }

  @AfterAll
  static void close() {
    sessions.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT listagg(n, ';') WITHIN GROUP (ORDER BY n DESC), string_agg(DISTINCT d, ',') WITHIN GROUP (ORDER BY d DESC) FROM VALUES ('a', 'x'), ('b', 'y'), ('c', 'x') AS t(n, d) | [c;b;a,y,x]
          SELECT k, string_agg(DISTINCT d, '-') WITHIN GROUP (ORDER BY d), count(DISTINCT n) FROM VALUES (1, 'a', 'x'), (1, 'b', 'y'), (2, 'c', 'x'), (1, 'b', 'x') AS t(k, n, d) GROUP BY k ORDER BY k | [1,x-y,2] [2,x,1]
          SELECT CAST(avg(i) AS STRING) FROM VALUES (INTERVAL '1' MONTH), (INTERVAL '4' MONTH), (NULL) AS t(i) | [INTERVAL_'0-3'_YEAR_TO_MONTH]
          SELECT CAST(avg(i) AS STRING) FROM VALUES (INTERVAL '1' DAY), (INTERVAL '2' DAY) AS t(i) | [INTERVAL_'1_12:00:00'_DAY_TO_SECOND]
          SELECT size(sequence(TIMESTAMP '2024-01-01', TIMESTAMP '2024-01-01 02:00:00', INTERVAL 30 MINUTES)), size(sequence(DATE '2024-01-03', DATE '2024-01-01')) | [5,3]
          SELECT CAST(sequence(TIMESTAMP_NTZ '2024-01-31 01:00:00', TIMESTAMP_NTZ '2024-03-31 01:00:00', INTERVAL 1 MONTH) AS STRING) | [[2024-01-31_01:00:00,_2024-02-29_01:00:00,_2024-03-31_01:00:00]]
          SELECT CAST(sequence(TIMESTAMP '2024-01-02', TIMESTAMP '2024-01-01') AS STRING) | [[2024-01-02_00:00:00,_2024-01-01_00:00:00]]
          SELECT * FROM (SELECT d, y, v FROM VALUES ('a', 1, 5), ('b', 2, NULL) AS t(d, y, v)) PIVOT (sum(v) AS s, count(v) AS c FOR y IN (1, 2)) ORDER BY d | [a,5,1,null,null] [b,null,null,null,0]
          SELECT decode(2, 1, 'one', 2, 'two', 'many'), decode(7, 1, 'one', 2, 'two', 'many'), decode(7, 1, 'one'), decode(NULL, 1, 'a', NULL, 'b'), decode(encode('ä', 'UTF-8'), 'UTF-8') | [two,many,null,b,ä]
          SELECT mask('AbC-1ü'), mask('AbC-1', 'Q', NULL, '#', '*'), mask(NULL), luhn_check('4111111111111111'), luhn_check('4111111111111112'), luhn_check('4x') | [XxX-nx,QbQ*#,null,true,false,false]
          SELECT hex(lpad(x'AABB', 5)), hex(rpad(x'AABB', 5, x'1122')), hex(left(x'AABBCC', 2)), hex(overlay(x'AABBCC' PLACING x'00' FROM 2)), hex(reverse(x'CAFE')) | [000000AABB,AABB112211,AABB,AA00CC,FECA]
          SELECT CAST(make_timestamp_ntz(2024, 2, 29, 1, 2, 3.5) AS STRING), try_make_timestamp(2024, 2, 30, 0, 0, 0), CAST(convert_timezone('Asia/Tokyo', TIMESTAMP_NTZ '2024-01-01 00:00:00') AS STRING) | [2024-02-29_01:02:03.5,null,2024-01-01_09:00:00]
          SELECT CAST(abs(INTERVAL -'1-1' YEAR TO MONTH) AS STRING), current_database(), current_schema, current_catalog(), current_user = user() | [INTERVAL_'1-1'_YEAR_TO_MONTH,default,default,spark_catalog,true]
          SELECT CAST(histogram_numeric(x, 3) AS STRING), CAST(histogram_numeric(x, 9) AS STRING), histogram_numeric(NULL, 3) FROM VALUES (0), (1), (2), (10), (2) AS t(x) | [[{0,_2.0},_{2,_2.0},_{10,_1.0}],[{0,_1.0},_{1,_1.0},_{2,_2.0},_{10,_1.0}],null]
          SELECT e.id, (SELECT b.s FROM VALUES (1, 'p'), (2, 'q'), (3, 'o') AS b(id, s) WHERE b.id < e.id ORDER BY b.id DESC LIMIT 1) FROM VALUES (1), (2), (3), (4) AS e(id) ORDER BY 1 | [1,null] [2,p] [3,q] [4,o]
          SELECT e.id, l.u FROM VALUES (2), (3), (4) AS e(id), LATERAL (SELECT upper(s) AS u FROM VALUES (1, 'p'), (2, 'q'), (3, 'o') AS b(k, s) WHERE k < id ORDER BY k DESC LIMIT 1 OFFSET 1) l ORDER BY 1 | [3,P] [4,Q]
          SELECT m.a, m.z FROM VALUES (map('a', 1)) AS t(m) | [1,null]
          SELECT typeof(arrays_zip(a, b)), typeof(arrays_zip(a, array(1))) FROM VALUES (array(1), array('x')) AS t(a, b) | [array<struct<a:int,b:string>>,array<struct<a:int,1:int>>]
          SELECT sentences('Hi there! Good morning.')[1][0], quote('a''b') | [Good,'a\\'b']
          """)
  void answers(String sql, String rows) {
    sessions.check(sql, rows);
  }

  @Test
  void clocksThatSkipAnHourCountDaysAsDays() {
    Session session =
        Session.builder()
            .master("local[1]")
            .appName("zones")
            .config("spark.sql.session.timeZone", "America/New_York")
            .create();
    try (session) {
      assertThat(
              session
                  .sql(
                      "SELECT CAST(TIMESTAMP '2024-03-11 00:00:00' - TIMESTAMP '2024-03-10 00:00:00' AS STRING),"
                          + " timestampdiff(HOUR, TIMESTAMP '2024-03-10 00:00:00', TIMESTAMP '2024-03-11 00:00:00'),"
                          + " CAST(sequence(TIMESTAMP '2024-03-09 12:00:00', TIMESTAMP '2024-03-11 12:00:00', INTERVAL 1 DAY)[2] AS STRING)")
                  .collect()
                  .toString())
          .isEqualTo("[[INTERVAL '1 00:00:00' DAY TO SECOND,24,2024-03-11 12:00:00]]");
    }
    assertThatThrownBy(() -> sessions.compiled().sql("SELECT flatten(array())"))
        .hasMessageContaining("an array of arrays");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          round(2.5)                            | round(2.5, 0)
          EXTRACT(YEAR FROM DATE '2024-01-01')  | extract(YEAR FROM DATE '2024-01-01')
          trim(LEADING 'x' FROM 'xa')           | TRIM(LEADING x FROM xa)
          trim(BOTH 'x' FROM 'xa')              | TRIM(BOTH x FROM xa)
          listagg('a') WITHIN GROUP (ORDER BY 1 DESC) | listagg(a, NULL) WITHIN GROUP (ORDER BY 1 DESC NULLS LAST)
          percentile_cont(0.5) WITHIN GROUP (ORDER BY 1) | percentile_cont(0.5) WITHIN GROUP (ORDER BY 1)
          DATE '2024-01-01' + 1                 | date_add(DATE '2024-01-01', 1)
          ceil(3.14, 1)                         | ceil(3.14, 1)
          ceil(3.14)                            | CEIL(3.14)
          pi()                                  | PI()
          int('5') + 1                          | (5 + 1)
          date('2024-01-01')                    | 2024-01-01
          array_agg(1)                          | collect_list(1)
          +(1)                                  | (+ 1)
          regexp_replace('a', 'b', 'c')         | regexp_replace(a, b, c, 1)
          percentile_approx(1, 0.5)             | percentile_approx(1, 0.5, 10000)
          """)
  void names(String expression, String name) {
    assertThat(sessions.compiled().sql("SELECT " + expression).schema().names())
        .containsExactly(name);
  }
}
