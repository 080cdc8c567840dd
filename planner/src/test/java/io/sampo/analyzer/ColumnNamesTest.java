package io.sampo.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that a query gives no name have the names that Spark 4 gives them. */
class ColumnNamesTest {
  private static final String INPUT =
      "(SELECT 2 AS a, CAST(1.5 AS DOUBLE) AS b, 'xyz' AS s, DATE'2020-02-03' AS d,"
          + " TIMESTAMP'2020-02-03 04:05:06.789' AS ts)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          count(1) ~ count(1)
          count(*) ~ count(1)
          sum(a) ~ sum(a)
          avg(b) ~ avg(b)
          a + 1 ~ (a + 1)
          a - -1 ~ (a - -1)
          -a ~ (- a)
          a * 2 + 1 ~ ((a * 2) + 1)
          a / 2 ~ (a / 2)
          a % 2 ~ (a % 2)
          a > 1 ~ (a > 1)
          a = 1 and b < 2 ~ ((a = 1) AND (b < 2))
          not (a > 1) ~ (NOT (a > 1))
          a is null ~ (a IS NULL)
          a is not null ~ (a IS NOT NULL)
          a <=> 1 ~ (a <=> 1)
          a in (1, 2) ~ (a IN (1, 2))
          a not in (1, 2) ~ (NOT (a IN (1, 2)))
          a between 1 and 2 ~ between(a, 1, 2)
          cast(a as int) ~ a
          cast(a as string) ~ a
          try_cast(s as int) ~ s
          a :: bigint ~ a
          s like 'x%' ~ s LIKE x%
          s not like 'x%' ~ (NOT s LIKE x%)
          s rlike 'x' ~ RLIKE(s, x)
          concat(s, 'x') ~ concat(s, x)
          s || 'x' ~ concat(s, x)
          upper(s) ~ upper(s)
          substring(s, 1, 2) ~ substring(s, 1, 2)
          case when a > 1 then 'x' else 'y' end ~ CASE WHEN (a > 1) THEN x ELSE y END
          case a when 1 then 'x' end ~ CASE WHEN (a = 1) THEN x END
          if(a > 1, 1, 2) ~ (IF((a > 1), 1, 2))
          coalesce(a, 0) ~ coalesce(a, 0)
          nvl(a, 0) ~ nvl(a, 0)
          nullif(a, 1) ~ nullif(a, 1)
          date '2020-01-01' ~ DATE '2020-01-01'
          timestamp '2020-01-01 10:00:00' ~ TIMESTAMP '2020-01-01 10:00:00'
          interval '1' day ~ INTERVAL '1' DAY
          interval 2 days ~ INTERVAL '2' DAY
          interval '1-2' year to month ~ INTERVAL '1-2' YEAR TO MONTH
          interval 1 month ~ INTERVAL '1' MONTH
          interval '1 02:03:04.5' day to second ~ INTERVAL '1 02:03:04.5' DAY TO SECOND
          extract(year from d) ~ extract(year FROM d)
          year(d) ~ year(d)
          date_add(d, 1) ~ date_add(d, 1)
          d - d ~ (d - d)
          ts - ts ~ (ts - ts)
          current_date() is not null ~ (current_date() IS NOT NULL)
          array(1, 2) ~ array(1, 2)
          array(1, 2)[0] ~ array(1, 2)[0]
          map('a', 1) ~ map(a, 1)
          map('a', 1)['a'] ~ map(a, 1)[a]
          named_struct('x', 1) ~ named_struct(x, 1)
          named_struct('x', 1).x ~ named_struct(x, 1).x
          struct(a, b) ~ struct(a, b)
          transform(array(1, 2), x -> x + 1) ~ transform(array(1, 2), lambdafunction((namedlambdavariable() + 1), namedlambdavariable()))
          1 ~ 1
          1.5 ~ 1.5
          1.5D ~ 1.5
          'text' ~ text
          true ~ true
          null ~ NULL
          1L ~ 1
          X'1F' ~ X'1F'
          1e3 ~ 1000.0
          typeof(a) ~ typeof(a)
          typeof(interval 1 day) ~ typeof(INTERVAL '1' DAY)
          typeof(interval '1-2' year to month) ~ typeof(INTERVAL '1-2' YEAR TO MONTH)
          typeof(array(1)) ~ typeof(array(1))
          typeof(map('a', 1)) ~ typeof(map(a, 1))
          typeof(named_struct('x', 1)) ~ typeof(named_struct(x, 1))
          typeof(1.50) ~ typeof(1.50)
          typeof(ts) ~ typeof(ts)
          typeof(null) ~ typeof(NULL)
          typeof(interval 1 hour) ~ typeof(INTERVAL '01' HOUR)
          count(distinct a) ~ count(DISTINCT a)
          sum(distinct a) ~ sum(DISTINCT a)
          count(a) filter (where a > 1) ~ count(a) FILTER (WHERE (a > 1))
          first(a) ~ first(a)
          last(a, true) ~ last(a)
          any_value(a) ~ any_value(a)
          max(s) ~ max(s)
          stddev(b) ~ stddev(b)
          percentile(b, 0.5) ~ percentile(b, 0.5, 1)
          collect_list(a) ~ collect_list(a)
          approx_count_distinct(a) ~ approx_count_distinct(a)
          row_number() over (order by a) ~ row_number() OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
          sum(a) over (partition by s order by a) ~ sum(a) OVER (PARTITION BY s ORDER BY a ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
          rank() over (partition by s order by a desc) ~ RANK() OVER (PARTITION BY s ORDER BY a DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
          lag(a, 1) over (order by a) ~ lag(a, 1, NULL) OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN -1 FOLLOWING AND -1 FOLLOWING)
          sum(a) over (order by a rows between 1 preceding and current row) ~ sum(a) OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
          round(b, 1) ~ round(b, 1)
          abs(a) ~ abs(a)
          ceil(b) ~ CEIL(b)
          power(a, 2) ~ POWER(a, 2)
          a & 1 ~ (a & 1)
          a | 1 ~ (a | 1)
          a << 1 ~ (a << 1)
          a div 2 ~ (a div 2)
          mod(a, 2) ~ mod(a, 2)
          greatest(a, 2) ~ greatest(a, 2)
          trim(s) ~ trim(s)
          trim(both 'x' from s) ~ TRIM(BOTH x FROM s)
          length(s) ~ length(s)
          replace(s, 'x', 'y') ~ replace(s, x, y)
          split(s, ',') ~ split(s, ,, -1)
          to_date(s) ~ to_date(s)
          to_timestamp(s) ~ to_timestamp(s)
          date_format(d, 'yyyy') ~ date_format(d, yyyy)
          date_trunc('month', ts) ~ date_trunc(month, ts)
          unix_timestamp(ts) ~ unix_timestamp(ts, yyyy-MM-dd HH:mm:ss)
          exists(array(1), x -> x > 1) ~ exists(array(1), lambdafunction((namedlambdavariable() > 1), namedlambdavariable()))
          position('x' in s) ~ locate(x, s, 1)
          overlay(s placing 'x' from 1) ~ overlay(s, x, 1, -1)
          make_date(2020, 1, 1) ~ make_date(2020, 1, 1)
          a = 1 or b = 2 ~ ((a = 1) OR (b = 2))
          (a + 1) * 2 ~ ((a + 1) * 2)
          a <> 1 ~ (NOT (a = 1))
          a != 1 ~ (NOT (a = 1))
          sum(a) + 1 ~ (sum(a) + 1)
          sum(a + b) ~ sum((a + b))
          count(1) + count(a) ~ (count(1) + count(a))
          std(b) ~ std(b)
          mean(b) ~ mean(b)
          size(array(1)) ~ size(array(1))
          element_at(array(1, 2), 1) ~ element_at(array(1, 2), 1)
          explode(array(1, 2)) ~ col
          substr(s, 2) ~ substr(s, 2, 2147483647)
          char_length(s) ~ char_length(s)
          sign(a) ~ sign(a)
          ln(b) ~ ln(b)
          log(2, b) ~ LOG(2, b)
          get_json_object(s, '$.a') ~ get_json_object(s, $.a)
          to_json(named_struct('a', 1)) ~ to_json(named_struct(a, 1))
          from_json('{"a":1}', 'a INT') ~ from_json({"a":1})
          """)
  void names(String expression, String name) {
    assertThat(Analyzed.sql(new TestCatalog(), "SELECT " + expression + " FROM " + INPUT).output())
        .first()
        .satisfies(column -> assertThat(column.name()).isEqualTo(name));
  }
}
