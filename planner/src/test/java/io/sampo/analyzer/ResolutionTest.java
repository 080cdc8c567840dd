package io.sampo.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.plan.logical.LogicalPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries and the columns they yield. */
class ResolutionTest {
  static final TestCatalog TABLES =
      new TestCatalog()
          .table(
              "t",
              "id INT NOT NULL, name STRING, price DECIMAL(10,2), day DATE, qty BIGINT NOT NULL, ratio DOUBLE")
          .table("u", "id INT NOT NULL, name STRING, city STRING")
          .table("n", "s STRUCT<a: INT, b: STRUCT<c: STRING>>, xs ARRAY<INT>, m MAP<STRING, INT>");

  static LogicalPlan analyze(String sql) {
    LogicalPlan plan = Analyzed.sql(TABLES, sql);
    PlanCheck.check(plan);
    return plan;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM u | id integer, name string?, city string?",
        "SELECT u.*, 1 AS one FROM u | id integer, name string?, city string?, one integer",
        "SELECT * EXCEPT (city) FROM u | id integer, name string?",
        "SELECT U.ID, Name FROM u | ID integer, Name string?",
        "SELECT x.id FROM u AS x | id integer",
        "SELECT a, b, c FROM u AS x(a, b, c) | a integer, b string?, c string?",
        "SELECT id, id FROM u | id integer, id integer",
        "SELECT id + 1, price * qty FROM t | (id + 1) integer, (price * qty) decimal(31,2)?",
        "SELECT s.a, s.b.c, n.s.b, xs[0], m['k'] FROM n | a integer?, c string?, b struct<c:string>?, xs[0] integer?, m[k] integer?",
        "SELECT s.* FROM n | a integer?, b struct<c:string>?",
        "SELECT 1 | 1 integer",
        "SELECT t.id FROM t, u WHERE t.id = u.id | id integer",
        "SELECT * FROM t JOIN u USING (id) | id integer, name string?, price decimal(10,2)?, day date?, qty long, ratio double?, name string?, city string?",
        "SELECT t.id, u.id, id FROM t JOIN u USING (id) | id integer, id integer, id integer",
        "SELECT id, city FROM t FULL JOIN u USING (id) | id integer?, city string?",
        "SELECT id FROM t RIGHT JOIN u USING (id) | id integer",
        "SELECT * FROM u NATURAL JOIN (SELECT id, day FROM t) | id integer, name string?, city string?, day date?",
        "SELECT u.* FROM u LEFT SEMI JOIN t ON u.id = t.id | id integer, name string?, city string?",
        "SELECT t.qty, u.city FROM u LEFT JOIN t ON u.id = t.id | qty long?, city string?",
        "SELECT v.* FROM u, LATERAL (SELECT qty FROM t WHERE t.id = u.id) v | qty long",
        "SELECT id AS a, a + 1 AS b, b * 2 AS c FROM t | a integer, b integer, c integer",
        "WITH c AS (SELECT id FROM t), d AS (SELECT id AS x FROM c) SELECT * FROM c JOIN d ON c.id = d.x | id integer, x integer",
        "WITH c(k) AS (SELECT id FROM t) SELECT a.k, b.k FROM c a JOIN c b ON a.k = b.k | k integer, k integer",
        "SELECT * FROM VALUES (1, 'a'), (NULL, 'b') AS v(x, y) | x integer?, y string",
        "SELECT col1, col2 FROM (VALUES (1, 2.5), (2L, 3)) | col1 long, col2 decimal(11,1)",
        "SELECT id FROM range(10) | id long",
        "SELECT id FROM t UNION SELECT qty FROM t | id long",
        "SELECT id, name FROM t UNION ALL SELECT 1.5, NULL | id decimal(11,1), name string?",
        "SELECT id FROM t INTERSECT SELECT id FROM u | id integer",
        "SELECT id FROM t EXCEPT ALL SELECT id FROM u | id integer",
        "SELECT (SELECT max(qty) FROM t WHERE t.id = u.id) AS m FROM u | m long?",
        "SELECT id IN (SELECT id FROM t) AS i, EXISTS (SELECT 1 FROM t WHERE t.id = u.id) AS e FROM u | i boolean?, e boolean",
        "SELECT qty > ALL (SELECT id FROM u) AS b FROM t | b boolean?",
      })
  void columnsOf(String sql, String columns) {
    assertThat(Analyzed.schema(analyze(sql))).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT count(*), count(name), count(DISTINCT id, name) FROM t | count(1) long, count(name) long, count(DISTINCT id, name) long",
        "SELECT sum(id), sum(price), avg(price), avg(id), sum(ratio) FROM t | sum(id) long?, sum(price) decimal(20,2)?, avg(price) decimal(14,6)?, avg(id) double?, sum(ratio) double?",
        "SELECT name, sum(qty) AS s FROM t GROUP BY name | name string?, s long?",
        "SELECT upper(name) AS u, count(*) AS c FROM t GROUP BY u | u string?, c long",
        "SELECT upper(name), count(*) AS c FROM t GROUP BY 1 | upper(name) string?, c long",
        "SELECT name, id % 2 AS odd, max(price) FROM t GROUP BY ALL | name string?, odd integer, max(price) decimal(10,2)?",
        "SELECT id + 1 + sum(qty) AS x FROM t GROUP BY id + 1 | x long?",
        "SELECT name FROM t GROUP BY name HAVING sum(qty) > 10 AND max(price) < 5 | name string?",
        "SELECT name, sum(qty) AS s FROM t GROUP BY name HAVING s > 10 | name string?, s long?",
        "SELECT sum(qty) AS s, s / 2 AS h FROM t | s long?, h double?",
        "SELECT max(id) FROM t HAVING count(*) > 1 | max(id) integer?",
        "SELECT name, grouping(name) AS g, grouping_id() AS i, count(*) FROM t GROUP BY ROLLUP (name) | name string?, g byte, i long, count(1) long",
        "SELECT name, day, sum(qty) FROM t GROUP BY CUBE (name, day) | name string?, day date?, sum(qty) long?",
        "SELECT name, sum(qty) FROM t GROUP BY GROUPING SETS ((name), (name), ()) | name string?, sum(qty) long?",
        "SELECT t.name, (SELECT count(*) FROM u WHERE u.name = t.name) AS c FROM t GROUP BY t.name | name string?, c long?",
        "SELECT median(qty), percentile_cont(0.5) WITHIN GROUP (ORDER BY qty DESC), corr(id, qty), stddev(ratio) FROM t | median(qty) double?, percentile_cont(0.5) WITHIN GROUP (ORDER BY qty DESC) double?, corr(id, qty) double?, stddev(ratio) double?",
        "SELECT regr_slope(qty, id) AS s, regr_r2(qty, id) AS r, regr_count(qty, id) AS c FROM t | s double?, r double?, c long",
        "SELECT collect_list(name) AS l, max_by(name, qty) AS m, listagg(name, ',') WITHIN GROUP (ORDER BY id) AS a FROM t | l array<string>, m string?, a string?",
        "SELECT sum(qty) FILTER (WHERE id > 1) AS f FROM t | f long?",
        "SELECT DISTINCT name FROM t | name string?",
        "SELECT row_number() OVER (PARTITION BY name ORDER BY qty) AS r FROM t | r integer",
        "SELECT name, sum(sum(qty)) OVER (ORDER BY name) AS w, rank() OVER (ORDER BY sum(qty) DESC) AS r FROM t GROUP BY name | name string?, w long?, r integer",
        "SELECT sum(qty) OVER w AS s, lag(qty, 1, 0) OVER w AS l FROM t WINDOW w AS (PARTITION BY name ORDER BY day) | s long?, l long?",
        "SELECT id FROM t QUALIFY row_number() OVER (PARTITION BY name ORDER BY qty) = 1 | id integer",
        "SELECT median(qty) OVER (PARTITION BY name) AS m, regr_avgx(id, qty) OVER () AS r FROM t | m double?, r double?",
        "SELECT sum(qty) OVER (ORDER BY day RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW) AS s FROM t | s long?",
        "SELECT count(*) OVER (ORDER BY price RANGE BETWEEN 1.5 PRECEDING AND 1 FOLLOWING) AS s FROM t | s long",
      })
  void columnsOfAggregates(String sql, String columns) {
    assertThat(Analyzed.schema(analyze(sql))).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT name FROM t ORDER BY qty | name string?",
        "SELECT name AS n FROM t ORDER BY n, t.qty DESC | n string?",
        "SELECT name FROM t ORDER BY 1 DESC NULLS FIRST | name string?",
        "SELECT name, sum(qty) AS s FROM t GROUP BY name ORDER BY s DESC | name string?, s long?",
        "SELECT name FROM t GROUP BY name ORDER BY sum(qty) DESC, count(*) | name string?",
        "SELECT name, sum(qty) AS s FROM t GROUP BY name ORDER BY s / count(*), upper(name) | name string?, s long?",
        "SELECT id FROM t ORDER BY row_number() OVER (ORDER BY qty) | id integer",
        "SELECT DISTINCT name, qty + 1 FROM t ORDER BY qty + 1 | name string?, (qty + 1) long",
        "SELECT name FROM t GROUP BY name HAVING count(*) > 1 ORDER BY max(qty) LIMIT 10 OFFSET 2 | name string?",
        "SELECT id FROM t UNION ALL SELECT id FROM u ORDER BY id | id integer",
        "SELECT name AS qty FROM t ORDER BY qty | qty string?",
        "SELECT t.id FROM t JOIN u USING (id) ORDER BY u.city, id | id integer",
      })
  void orderReachesSelectedAndOtherColumns(String sql, String columns) {
    assertThat(Analyzed.schema(analyze(sql))).isEqualTo(columns);
  }
}
