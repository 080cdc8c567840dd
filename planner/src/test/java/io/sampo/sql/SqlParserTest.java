package io.sampo.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.types.DataType;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlParserTest {
  private static String text(String sql) {
    return SpecText.of(SqlParser.parseStatements(sql).getFirst());
  }

  private static SampoException failure(String sql) {
    return Objects.requireNonNull(
        catchThrowableOfType(SampoException.class, () -> SqlParser.parseStatements(sql)));
  }

  @Test
  void statementsStandBetweenSemicolons() {
    List<Statement> statements =
        SqlParser.parseStatements(";;\nselect 1; -- one ; \n /* two; */ select ';' ;;");
    assertThat(statements.stream().map(SpecText::of))
        .containsExactly("Project[1](OneRow)", "Project[';'](OneRow)");
  }

  @Test
  void textWithoutStatementsHasNone() {
    assertThat(SqlParser.parseStatements("")).isEmpty();
    assertThat(SqlParser.parseStatements(" ; -- nothing\n ; /* at /* all */ */ ")).isEmpty();
  }

  @Test
  void nodesKnowTheirPlaceInTheWholeText() {
    String sql = "select 1;\nselect a + b * 2\nfrom t where x in (select y from u)";
    var query = (Statement.Query) SqlParser.parseStatements(sql).get(1);
    var project = (Relation.Project) query.relation();
    var sum = (Call) project.expressions().getFirst();
    assertThat(covered(sum)).isEqualTo("a + b * 2");
    assertThat(covered(sum.arguments().get(1))).isEqualTo("b * 2");
    Span span = Objects.requireNonNull(sum.arguments().get(1).origin().span());
    assertThat(span.text()).isEqualTo(sql);
    assertThat(span.line()).isEqualTo(2);
    assertThat(span.column()).isEqualTo(12);
    var filter = (Relation.Filter) project.child();
    assertThat(covered(filter.condition())).isEqualTo("x in (select y from u)");
  }

  private static String covered(Expression expression) {
    return Objects.requireNonNull(expression.origin().span()).covered();
  }

  @Test
  void theCaretPointsIntoTheRightLine() {
    SampoException error = failure("select a,\n       b\nform t");
    assertThat(error.code()).isEqualTo(ErrorCode.PARSE_SYNTAX_ERROR);
    assertThat(error.getMessage())
        .isEqualTo(
            """
            [PARSE_SYNTAX_ERROR] Syntax error at or near 'form'. SQLSTATE: 42601
             --> line 3, column 1
              |
            3 | form t
              | ^^^^
            hint: Did you mean FROM?\
            """);
  }

  @Test
  void theErrorOfALaterStatementIsPlacedThere() {
    Span span = Objects.requireNonNull(failure("select 1;\nselect (2;\nselect 3").span());
    assertThat(span.line()).isEqualTo(2);
    assertThat(span.covered()).isEqualTo("(");
  }

  @Test
  void escapesInStrings() {
    assertThat(literal("'a\\nb\\tc\\\\d\\'e\\\"f\\u00e9\\101\\%\\_\\q'"))
        .isEqualTo("a\nb\tc\\d'e\"féA\\%\\_q");
    assertThat(literal("'\\U0001F600'")).isEqualTo("😀");
    assertThat(literal("r'a\\nb'")).isEqualTo("a\\nb");
    assertThat(literal("'a' \"b\" 'c'")).isEqualTo("abc");
    assertThat(literal("''")).isEqualTo("");
    assertThat(literal("''''")).isEqualTo("'");
    assertThat(literal("'line\nbreak'")).isEqualTo("line\nbreak");
  }

  private static Object literal(String sql) {
    return Objects.requireNonNull(((Literal) SqlParser.parseExpression(sql)).value());
  }

  @Test
  void namesMayHaveAnyLettersAndStartWithDigits() {
    assertThat(text("select größe, 数量, _x, 2024_sales, 1st from t"))
        .isEqualTo(
            "Project[größe, 数量, _x, 2024_sales, 1st](t)"
                .replace("größe", "`größe`")
                .replace("数量", "`数量`"));
  }

  @Test
  void whiteSpaceAndCommentsMayStandAnywhere() {
    assertThat(text("\uFEFFselect\u00a0count ( * )--c\r\nfrom/**/t"))
        .isEqualTo("Project[(count 1)](t)");
  }

  @Test
  void aTimestampWithoutZoneIsCheckedButLeftToTheSession() {
    assertThat(SpecText.of(SqlParser.parseExpression("timestamp '2024-02-29 10:00'")))
        .isEqualTo("(cast '2024-02-29 10:00' TIMESTAMP)");
    assertThat(failure("select timestamp '2023-02-29 10:00'").code())
        .isEqualTo(ErrorCode.INVALID_TYPED_LITERAL);
    assertThat(failure("select timestamp '2023-02-28 10:00 Mars/Base'").code())
        .isEqualTo(ErrorCode.INVALID_TYPED_LITERAL);
    assertThat(failure("select timestamp_ntz '2023-02-28 10:00Z'").code())
        .isEqualTo(ErrorCode.INVALID_TYPED_LITERAL);
  }

  @Test
  void datesReachFarBack() {
    assertThat(literal("date '0001-01-01'")).isEqualTo(-719162);
    assertThat(literal("date '9999-12-31'")).isEqualTo(2932896);
    assertThat(literal("date '2024'")).isEqualTo(19723);
    assertThat(failure("select date '2024-1-1x'").code())
        .isEqualTo(ErrorCode.INVALID_TYPED_LITERAL);
  }

  @Test
  void daysAreCountedAsJavaTimeCountsThem() {
    for (int day = -1_000_000; day < 1_000_000; day += 997) {
      LocalDate date = LocalDate.ofEpochDay(day);
      assertThat(literal("date '" + date + "'")).isEqualTo(day);
    }
    assertThat(literal("date '2000-02-29'")).isEqualTo(11016);
    assertThat(failure("select date '1900-02-29'").code())
        .isEqualTo(ErrorCode.INVALID_TYPED_LITERAL);
    assertThat(failure("select date '2024-04-31'").code())
        .isEqualTo(ErrorCode.INVALID_TYPED_LITERAL);
    assertThat(failure("select date '2024-00-01'").code())
        .isEqualTo(ErrorCode.INVALID_TYPED_LITERAL);
  }

  @Test
  void theSmallestIntegersCanBeWritten() {
    assertThat(literal("-2147483648")).isEqualTo(Integer.MIN_VALUE);
    assertThat(literal("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(literal("-32768S")).isEqualTo(Short.MIN_VALUE);
    assertThat(failure("select 9223372036854775808L").code())
        .isEqualTo(ErrorCode.INVALID_NUMERIC_LITERAL_RANGE);
  }

  @Test
  void intervalsThatOverflowAreRefused() {
    assertThat(failure("select interval 999999999999999999 days").code())
        .isEqualTo(ErrorCode.INVALID_INTERVAL_FORMAT);
    assertThat(failure("select interval 999999999 years").code())
        .isEqualTo(ErrorCode.INVALID_INTERVAL_FORMAT);
  }

  @Test
  void longChainsOfOperatorsAreNoProblem() {
    String sql =
        "select "
            + String.join(" + ", IntStream.range(0, 5_000).mapToObj(Integer::toString).toList());
    assertThat(SqlParser.parseStatements(sql)).hasSize(1);
  }

  @Test
  void tooDeepNestingIsAnError() {
    SampoException error = failure("select " + "(".repeat(200_000) + "1" + ")".repeat(200_000));
    assertThat(error.code()).isEqualTo(ErrorCode.PARSE_SYNTAX_ERROR);
    assertThat(error).hasMessageContaining("nested too deeply");
  }

  @Test
  void aSampleWithoutSeedDrawsANumberForEachRow() {
    assertThat(text("select * from t tablesample (50 percent)"))
        .isEqualTo("Project[*](Filter[(< (rand) 0.5:DOUBLE)](t))");
  }

  @Test
  void theTextParserReadsExpressionsAndTypes() {
    var parser = SqlParser.textParser();
    assertThat(SpecText.of(parser.parseExpression("a + 1 as b"))).isEqualTo("(+ a 1) AS b");
    assertThat(parser.parseType("bigint")).isEqualTo(DataType.LONG);
  }

  @Test
  void anExpressionIsTheWholeText() {
    SampoException error =
        catchThrowableOfType(SampoException.class, () -> SqlParser.parseExpression("a + 1; b"));
    assertThat(error.code()).isEqualTo(ErrorCode.PARSE_SYNTAX_ERROR);
  }
}
