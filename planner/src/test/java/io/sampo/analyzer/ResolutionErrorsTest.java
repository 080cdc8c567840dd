package io.sampo.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.error.SampoException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that cannot be resolved: the condition, the place, and what the message says. */
class ResolutionErrorsTest {
  private static SampoException error(String sql) {
    SampoException error =
        catchThrowableOfType(SampoException.class, () -> Analyzed.sql(ResolutionTest.TABLES, sql));
    assertThat(error).as("no error: " + sql).isNotNull();
    return error;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT nmae FROM t | UNRESOLVED_COLUMN | nmae | Did you mean `name`?",
        "SELECT zzzzz FROM u | UNRESOLVED_COLUMN | zzzzz | The columns are: id, name, city.",
        "SELECT x.name FROM t | UNRESOLVED_COLUMN | x.name | `x`.`name`",
        "SELECT * FROM tt | TABLE_OR_VIEW_NOT_FOUND | tt | Did you mean `t`",
        "SELECT name FROM t JOIN u ON t.id = u.id | AMBIGUOUS_REFERENCE | name | t.name, u.name",
        "SELECT uper(name) FROM t | UNRESOLVED_ROUTINE | uper(name) | Did you mean `upper`",
        "SELECT upper(name, 1) FROM t | WRONG_NUM_ARGS | upper(name, 1) | takes 1 arguments but got 2",
        "SELECT year(true) FROM t | DATATYPE_MISMATCH | year(true) | takes (DATE), but got (BOOLEAN)",
        "SELECT id + true FROM t | DATATYPE_MISMATCH | id + true | takes numbers",
        "SELECT day > 5 FROM t | DATATYPE_MISMATCH | day > 5 | no common type",
        "SELECT cast(day AS INT) FROM t | DATATYPE_MISMATCH | cast(day AS INT) | cannot cast DATE to INT",
        "SELECT name, qty FROM t GROUP BY name | MISSING_AGGREGATION | qty | `qty`",
        "SELECT name, sum(qty) FROM t | MISSING_AGGREGATION | name | any_value",
        "SELECT name FROM t GROUP BY name HAVING qty > 1 | MISSING_AGGREGATION | qty | `qty`",
        "SELECT name FROM t GROUP BY name ORDER BY qty | MISSING_AGGREGATION | qty | `qty`",
        "SELECT name, (SELECT max(city) FROM u WHERE u.id = t.id) FROM t GROUP BY name | MISSING_AGGREGATION | t.id | `id`",
        "SELECT sum(max(qty)) FROM t | NESTED_AGGREGATE_FUNCTION | max(qty) | max",
        "SELECT id FROM t WHERE sum(qty) > 1 | INVALID_EXPRESSION_PLACE | sum(qty) | WHERE",
        "SELECT id FROM t GROUP BY sum(qty) | INVALID_EXPRESSION_PLACE | sum(qty) | GROUP BY",
        "SELECT id FROM t WHERE row_number() OVER (ORDER BY id) = 1 | INVALID_EXPRESSION_PLACE | row_number() OVER (ORDER BY id) | subquery",
        "SELECT row_number() FROM t | WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE | row_number() | OVER",
        "SELECT upper(name) OVER (ORDER BY id) FROM t | INVALID_EXPRESSION_PLACE | upper(name) OVER (ORDER BY id) | OVER",
        "SELECT id FROM t GROUP BY 2 | GROUP_BY_POS_OUT_OF_RANGE | 2 | position 2",
        "SELECT id FROM t ORDER BY 3 | ORDER_BY_POS_OUT_OF_RANGE | 3 | position 3",
        "SELECT id FROM t WHERE name | DATATYPE_MISMATCH | name | needs a BOOLEAN",
        "SELECT id, name FROM t UNION SELECT id FROM u | NUM_COLUMNS_MISMATCH | SELECT id, name FROM t UNION SELECT id FROM u | UNION",
        "SELECT day FROM t UNION SELECT id FROM u | TYPE_MISMATCH_IN_SET_OPERATION | SELECT day FROM t UNION SELECT id FROM u | DATE and INT",
        "SELECT (SELECT id, name FROM u) FROM t | INVALID_SUBQUERY_COLUMNS | (SELECT id, name FROM u) | 2 columns where 1",
        "SELECT a FROM u AS x(a, b) | ASSIGNMENT_ARITY_MISMATCH | u AS x(a, b) | 2 names are given for 3",
        "SELECT id FROM t LIMIT id | UNRESOLVED_COLUMN | id | `id`",
        "SELECT id FROM t LIMIT -1 | DATATYPE_MISMATCH | -1 | negative",
        "SELECT DISTINCT name FROM t ORDER BY qty | INVALID_EXPRESSION_PLACE | qty | Add it to the select list",
        "SELECT * FROM t JOIN u USING (city) | UNRESOLVED_COLUMN | t JOIN u USING (city) | `city`",
        "SELECT grouping(name) FROM t GROUP BY name | UNSUPPORTED_GROUPING_EXPRESSION | grouping(name) | ROLLUP",
        "SELECT s.zz FROM n | UNRESOLVED_COLUMN | s.zz | `zz`",
        "SELECT name.x FROM t | DATATYPE_MISMATCH | name.x | struct",
        "SELECT round(price, qty) FROM t | NON_FOLDABLE_ARGUMENT | qty | constant INT",
        "SELECT t.* EXCEPT (nope) FROM t | UNRESOLVED_COLUMN | t.* EXCEPT (nope) | nope",
      })
  void saysWhatAndWhere(String sql, String code, String place, String words) {
    SampoException error = error(sql);
    assertThat(error.code().name()).as(error.getMessage()).isEqualTo(code);
    assertThat(error.span()).as(error.getMessage()).isNotNull();
    assertThat(Objects.requireNonNull(error.span()).covered()).isEqualTo(place);
    assertThat(error.getMessage()).contains(words);
  }

  @Test
  void drawsACaret() {
    assertThat(error("SELECT id,\n  nmae\nFROM t").getMessage())
        .isEqualTo(
            """
            [UNRESOLVED_COLUMN] A column named `nmae` cannot be resolved. SQLSTATE: 42703
             --> line 2, column 3
              |
            2 |   nmae
              |   ^^^^
            hint: Did you mean `name`?\
            """);
  }

  @Test
  void aViewCannotContainItself() {
    TestCatalog catalog = new TestCatalog();
    catalog.view(
        "v", new io.sampo.spec.Relation.Table(java.util.List.of("v"), io.sampo.error.Origin.NONE));
    SampoException error =
        catchThrowableOfType(SampoException.class, () -> Analyzed.sql(catalog, "SELECT * FROM v"));
    assertThat(error.code().name()).isEqualTo("RECURSIVE_VIEW");
  }
}
