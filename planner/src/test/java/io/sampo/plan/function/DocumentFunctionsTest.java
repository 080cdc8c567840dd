package io.sampo.plan.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.analyzer.Evaluated;
import io.sampo.error.SampoException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions over JSON, CSV, addresses and numbers of a form: calls and what Spark yields. */
class DocumentFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          get_json_object('{"a":{"b":[1,2,{"c":"x"}]}}', '$.a.b[2].c') | x
          get_json_object('{"a":{"b":[1,2]}}', '$.a') | {"b":[1,2]}
          get_json_object('{"a":[{"b":1},{"b":2}]}', '$.a[*].b') | [1,2]
          get_json_object('[{"a":"b"},{"a":"c"}]', '$[*].a') | ["b","c"]
          get_json_object('{"a":"b"}', '$["a"]') | NULL
          get_json_object('{"x y":5}', '$[''x y'']') | 5
          get_json_object('{"a":null}', '$.a') | NULL
          get_json_object('oops', '$.a') | NULL
          get_json_object('{"a":1}', 'a') | NULL
          json_array_length('[]') | 0
          json_array_length('{"a":1}') | NULL
          json_object_keys('{"b":1,"a":2}') | [b, a]
          from_json('{"a":1, "b":0.8}', 'a INT, b DOUBLE') | {1, 0.8}
          from_json('{"time":"26/08/2015"}', 'time Timestamp', map('timestampFormat', 'dd/MM/yyyy')) | {2015-08-26 00:00:00}
          from_json('{"a":"x"}', 'a INT') | {null}
          from_json('{"a":1.5}', 'a INT') | {null}
          from_json('{oops', 'a INT, _corrupt_record STRING') | {null, {oops}
          from_json('', 'a INT') | NULL
          from_json('[1,2,null]', 'ARRAY<INT>') | [1, 2, null]
          from_json('{"x":1,"y":2}', 'MAP<STRING, BIGINT>') | {x -> 1, y -> 2}
          from_json('{"teacher": "Alice", "student": [{"name": "Bob", "rank": 1}]}', 'STRUCT<teacher: STRING, student: ARRAY<STRUCT<name: STRING, rank: INT>>>') | {Alice, [{Bob, 1}]}
          from_json('{"a":{"b":[1]}}', 'a STRING') | {{"b":[1]}}
          from_json('{"d":12.345}', 'd DECIMAL(4,2)') | {12.35}
          from_json('{"Ab c":1}', '`Ab c` INT') | {1}
          to_json(named_struct('a', 1, 'b', CAST(NULL AS INT), 'c', 'x"y')) | {"a":1,"c":"x\\"y"}
          to_json(named_struct('time', TIMESTAMP'2015-08-26 00:00:00'), map('timestampFormat', 'dd/MM/yyyy')) | {"time":"26/08/2015"}
          to_json(named_struct('t', TIMESTAMP'2015-08-26 01:02:03')) | {"t":"2015-08-26T01:02:03.000Z"}
          to_json(array(named_struct('a', 1, 'b', 2))) | [{"a":1,"b":2}]
          to_json(map('a', named_struct('b', 1))) | {"a":{"b":1}}
          to_json(array(1, NULL, 3)) | [1,null,3]
          schema_of_json('{"c1":0, "c2":[0]}') | STRUCT<c1: BIGINT, c2: ARRAY<BIGINT>>
          schema_of_json('[{"a":1},{"a":1.5,"b":"x"}]') | ARRAY<STRUCT<a: DOUBLE, b: STRING>>
          from_csv('26/08/2015', 'time Timestamp', map('timestampFormat', 'dd/MM/yyyy')) | {2015-08-26 00:00:00}
          from_csv('1;"a;b"', 'a INT, b STRING', map('sep', ';')) | {1, a;b}
          from_csv('x,2', 'a INT, b INT') | {null, 2}
          to_csv(named_struct('a', 1, 'b', 'x,y', 'c', CAST(NULL AS INT))) | 1,"x,y",
          to_csv(named_struct('time', TIMESTAMP'2015-08-26 00:00:00'), map('timestampFormat', 'dd/MM/yyyy')) | 26/08/2015
          schema_of_csv('1;abc;2.5', map('sep', ';')) | STRUCT<_c0: INT, _c1: STRING, _c2: DOUBLE>
          parse_url('http://spark.apache.org/path?query=1', 'HOST') | spark.apache.org
          parse_url('http://u:p@x.org:80/path?a=1&b=2#r', 'FILE') | /path?a=1&b=2
          parse_url('http://u:p@x.org:80/path?a=1&b=2#r', 'AUTHORITY') | u:p@x.org:80
          parse_url('http://u:p@x.org:80/path?a=1&b=2#r', 'QUERY', 'b') | 2
          parse_url('http://x.org', 'QUERY') | NULL
          try_parse_url('inva lid://spark.apache.org/path?query=1', 'QUERY') | NULL
          url_decode('a%20b+c') | a b c
          try_url_decode('%zz') | NULL
          to_number('454', '999') | 454
          to_number('454.00', '000.00') | 454.00
          to_number('12,454', '99,999') | 12454
          to_number('$78.12', '$99.99') | 78.12
          to_number('12,454.8-', '99,999.9S') | -12454.8
          to_number('<123>', '999PR') | -123
          try_to_number('x', '999') | NULL
          to_char(454, '999') | 454
          to_char(454.00, '000D00') | 454.00
          to_char(12454, '99G999') | 12,454
          to_char(78.12, '$99.99') | $78.12
          to_char(-12454.8, '99G999D9S') | 12,454.8-
          to_char(12454.8, '99G999D9S') | 12,454.8+
          to_char(12345, '999') | ###
          to_char(DATE'2016-04-08', 'y') | 2016
          to_varchar(X'537061726B', 'utf-8') | Spark
          to_char(X'537061726B', 'hex') | 537061726B
          to_binary('537061726B') | Spark
          to_binary('U3Bhcms=', 'base64') | Spark
          try_to_binary('a!', 'base64') | NULL
          map_zip_with(map('a', 1), map('a', 10), (k, x, y) -> x + y) | {a -> 11}
          array(named_struct('a', 1), NULL, named_struct('a', 3)).a | [1, null, 3]
          array_sort(shuffle(array(3, 1, 2), 5)) | [1, 2, 3]
          """)
  void values(String call, String expected) {
    assertThat(Evaluated.text(call)).as(call).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from_json('{\"a\":x}', 'a INT', map('mode', 'FAILFAST'))",
        "from_json('{}', 'a INTT')",
        "from_json('{}', 'INT')",
        "to_json(5)",
        "to_csv(array(1))",
        "parse_url('inva lid://spark.apache.org', 'HOST')",
        "url_decode('%zz')",
        "to_number('x', '999')",
        "to_char(5, 'abc')",
        "to_binary('zz', 'hex')",
        "to_binary('zz', 'octal')"
      })
  void errors(String call) {
    assertThatThrownBy(() -> Evaluated.text(call)).as(call).isInstanceOf(SampoException.class);
  }
}
