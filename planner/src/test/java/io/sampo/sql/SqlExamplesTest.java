package io.sampo.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.SampoException;
import io.sampo.spec.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Examples in files: a line of SQL, and below it, indented by two, what {@link SpecText} says of
 * the result or what the error says. A blank line ends an example.
 */
class SqlExamplesTest {
  record Example(String sql, String expected) {
    @Override
    public String toString() {
      return sql;
    }
  }

  static List<Example> expressions() {
    return examples("expressions.txt");
  }

  static List<Example> statements() {
    return examples("statements.txt");
  }

  static List<Example> schemas() {
    return examples("schemas.txt");
  }

  static List<Example> errors() {
    return examples("errors.txt");
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void expressionsBecomeSpec(Example example) {
    check(example, sql -> SpecText.of(SqlParser.parseExpression(sql)));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void statementsBecomeSpec(Example example) {
    check(example, SqlExamplesTest::statementsText);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schemasBecomeTypes(Example example) {
    check(example, sql -> SqlParser.parseSchema(sql).sql());
  }

  @ParameterizedTest
  @MethodSource("errors")
  void mistakesAreExplained(Example example) {
    check(example, SqlExamplesTest::statementsText);
    assertThat(example.expected()).startsWith("[").contains("\nhint: ");
  }

  private static String statementsText(String sql) {
    List<Statement> statements = SqlParser.parseStatements(sql);
    return statements.stream().map(SpecText::of).collect(Collectors.joining("\n"));
  }

  private static void check(Example example, Function<String, String> parse) {
    String actual;
    try {
      actual = parse.apply(example.sql());
    } catch (SampoException error) {
      actual = Objects.requireNonNull(error.getMessage());
    }
    String trimmed = actual.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    assertThat(trimmed).isEqualTo(example.expected());
  }

  private static List<Example> examples(String file) {
    var examples = new ArrayList<Example>();
    for (String block : text(file).split("\n\n")) {
      String[] parts = block.split("\n", 2);
      Stream<String> lines = parts.length > 1 ? parts[1].lines() : Stream.empty();
      examples.add(
          new Example(
              parts[0], lines.map(line -> line.substring(2)).collect(Collectors.joining("\n"))));
    }
    return examples;
  }

  private static String text(String file) {
    try (InputStream in = Objects.requireNonNull(SqlExamplesTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
