package io.sampo.bench.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerComparerTest {
  private static final AnswerColumn KEY = AnswerColumn.of("k", ColumnKind.STRING);
  private static final AnswerColumn NUMBER = AnswerColumn.of("n", ColumnKind.INTEGER);
  private static final AnswerColumn FLOATING = AnswerColumn.of("d", ColumnKind.DOUBLE);
  private static final Ordering BY_NUMBER = new Ordering(List.of("n"), false);

  @Test
  void rowsWithoutOrderAreABag() {
    Answer expected = answer(List.of(KEY, NUMBER), row("a", "1"), row("b", "2"), row("b", "2"));
    Answer shuffled = answer(List.of(KEY, NUMBER), row("b", "2"), row("a", "1"), row("b", "2"));
    Answer other = answer(List.of(KEY, NUMBER), row("a", "1"), row("a", "1"), row("b", "2"));

    assertSame(expected, shuffled, Ordering.NONE);
    assertThat(difference(expected, other, Ordering.NONE)).contains("column k", "[b, 2]");
  }

  @Test
  void orderCountsOnlyInTheOrderingColumns() {
    Answer expected = answer(List.of(KEY, NUMBER), row("a", "1"), row("b", "1"), row("c", "2"));
    Answer tie = answer(List.of(KEY, NUMBER), row("b", "1"), row("a", "1"), row("c", "2"));
    Answer misplaced = answer(List.of(KEY, NUMBER), row("c", "2"), row("a", "1"), row("b", "1"));

    assertSame(expected, tie, BY_NUMBER);
    assertThat(difference(expected, misplaced, BY_NUMBER))
        .contains("row 1, column n: expected 1 but got 2");
  }

  @Test
  void tiesWithTheLastRowOfALimitedAnswerMayDiffer() {
    var limited = new Ordering(List.of("n"), true);
    Answer expected = answer(List.of(KEY, NUMBER), row("a", "1"), row("b", "2"));
    Answer otherTie = answer(List.of(KEY, NUMBER), row("a", "1"), row("z", "2"));
    Answer otherFirst = answer(List.of(KEY, NUMBER), row("z", "1"), row("b", "2"));

    assertSame(expected, otherTie, limited);
    assertThat(difference(expected, otherTie, BY_NUMBER)).contains("column k");
    assertThat(difference(expected, otherFirst, limited)).contains("column k");
  }

  @Test
  void doublesAgreeToARelativeBillionth() {
    Answer expected = answer(List.of(FLOATING), row("1000000000.0"), row("-2.5"));

    assertSame(
        expected, answer(List.of(FLOATING), row("-2.5"), row("1000000000.5")), Ordering.NONE);
    assertThat(
            difference(
                expected, answer(List.of(FLOATING), row("1000000002"), row("-2.5")), Ordering.NONE))
        .contains("expected 1000000000.0 but got 1000000002");
    assertThat(
            difference(
                answer(List.of(FLOATING), row("NaN")),
                answer(List.of(FLOATING), row("1.0")),
                Ordering.NONE))
        .contains("NaN");
  }

  @Test
  void decimalsOfOneScaleAndIntegersAreExact() {
    var money = new AnswerColumn("m", ColumnKind.DECIMAL, 4);

    assertSame(
        answer(List.of(money), row("1.5000")), answer(List.of(money), row("1.5")), Ordering.NONE);
    assertThat(
            difference(
                answer(List.of(money), row("123456789012345678.0001")),
                answer(List.of(money), row("123456789012345678.0002")),
                Ordering.NONE))
        .contains("column m");
    assertSame(
        answer(List.of(new AnswerColumn("m", ColumnKind.DECIMAL, 0)), row("7")),
        answer(List.of(NUMBER), row("7")),
        Ordering.NONE);
  }

  @Test
  void aQuotientMayBeRoundedToTheDigitsThatOneEngineGivesIt() {
    Answer expected = answer(List.of(FLOATING), row("25.522005853257337"));

    assertSame(
        expected,
        answer(List.of(new AnswerColumn("d", ColumnKind.DECIMAL, 6)), row("25.522006")),
        Ordering.NONE);
    assertThat(
            difference(
                expected,
                answer(List.of(new AnswerColumn("d", ColumnKind.DECIMAL, 2)), row("25.52")),
                Ordering.NONE))
        .contains("column d");
  }

  @Test
  void nullIsOnlyNull() {
    Answer expected = answer(List.of(FLOATING), row((String) null));

    assertSame(expected, answer(List.of(FLOATING), row((String) null)), Ordering.NONE);
    assertThat(difference(expected, answer(List.of(FLOATING), row("0.0")), Ordering.NONE))
        .contains("expected null but got 0.0");
  }

  @Test
  void anUndefinedStatisticIsNanOrNull() {
    assertSame(
        answer(List.of(FLOATING), row("NaN"), row("1.0")),
        answer(List.of(FLOATING), row("1.0"), row((String) null)),
        Ordering.NONE);
  }

  @Test
  void shapesAreComparedFirst() {
    Answer one = answer(List.of(NUMBER), row("1"));

    assertThat(difference(one, answer(List.of(NUMBER)), Ordering.NONE))
        .isEqualTo("expected 1 rows but got 0");
    assertThat(difference(one, answer(List.of(NUMBER, KEY), row("1", "a")), Ordering.NONE))
        .isEqualTo("expected 1 columns but got 2");
  }

  @Test
  void noiseInADoubleDoesNotPartEqualRows() {
    Answer expected =
        answer(List.of(FLOATING, NUMBER), row("1.0000000000001", "1"), row("1.0", "2"));
    Answer actual = answer(List.of(FLOATING, NUMBER), row("1.0", "1"), row("1.0000000000001", "2"));

    assertSame(expected, actual, Ordering.NONE);
  }

  private static void assertSame(Answer expected, Answer actual, Ordering ordering) {
    assertThat(AnswerComparer.difference(expected, actual, ordering)).isEmpty();
  }

  private static String difference(Answer expected, Answer actual, Ordering ordering) {
    return AnswerComparer.difference(expected, actual, ordering).orElseThrow();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Answer answer(List<AnswerColumn> columns, List<@Nullable String>... rows) {
    return new Answer(columns, List.of(rows));
  }

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }
}
