package io.sampo.column;

import static io.sampo.error.Origin.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.engine.MemoryEngine;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.SortKey;
import io.sampo.spec.TextParser;
import io.sampo.spec.WindowSpec;
import io.sampo.spec.WindowSpec.Bound;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnTest {
  private static final Attribute A = new Attribute(List.of("a"), NONE);
  private static final Attribute B = new Attribute(List.of("b"), NONE);

  private final TextParser parser = new MemoryEngine(Map.of());
  private final Column a = Column.named("a");
  private final Column b = Column.named("b");

  private Expression spec(Column column) {
    return column.expression(parser);
  }

  private static Literal integer(int value) {
    return new Literal(value, DataType.INTEGER, NONE);
  }

  @Test
  void operatorsAreCallsBySqlName() {
    assertThat(spec(a.plus(1))).isEqualTo(Call.of("+", A, integer(1)));
    assertThat(spec(a.minus(b).multiply(b).divide(b).mod(b)))
        .isEqualTo(Call.of("%", Call.of("/", Call.of("*", Call.of("-", A, B), B), B), B));
    assertThat(spec(a.equalTo(b).and(a.notEqual(b)).or(a.eqNullSafe(b))))
        .isEqualTo(
            Call.of(
                "or",
                Call.of("and", Call.of("=", A, B), Call.of("<>", A, B)),
                Call.of("<=>", A, B)));
    assertThat(spec(a.between(1, b))).isEqualTo(Call.of("between", A, integer(1), B));
    assertThat(spec(a.bitwiseOR(b))).isEqualTo(Call.of("|", A, B));
    assertThat(spec(a.isNull())).isEqualTo(Call.of("isnull", A));
    assertThat(spec(a.substr(1, 2))).isEqualTo(Call.of("substring", A, integer(1), integer(2)));
  }

  @Test
  void inWithoutValuesIsFalse() {
    assertThat(spec(a.isin(1, b))).isEqualTo(Call.of("in", A, integer(1), B));
    assertThat(spec(a.isin())).isEqualTo(new Literal(false, DataType.BOOLEAN, NONE));
  }

  @Test
  void literalsTakeTheTypeOfTheirClass() {
    assertThat(spec(Column.literal("x"))).isEqualTo(new Literal("x", DataType.STRING, NONE));
    assertThat(spec(Column.literal(null))).isEqualTo(new Literal(null, DataType.NULL, NONE));
    assertThat(spec(Column.literal(new BigDecimal("1.5"))))
        .isEqualTo(new Literal(new BigDecimal("1.5"), new DecimalType(2, 1), NONE));
    assertThat(spec(Column.literal(LocalDate.of(1970, 1, 2))))
        .isEqualTo(new Literal(1, DataType.DATE, NONE));
    assertThat(spec(Column.literal(List.of(1, 2))))
        .isEqualTo(new Literal(List.of(1, 2), new ArrayType(DataType.INTEGER, false), NONE));
    assertThat(Column.literal(a)).isSameAs(a);
  }

  @Test
  void namesMayBeQualifiedQuotedOrStars() {
    assertThat(spec(Column.named("t.a"))).isEqualTo(new Attribute(List.of("t", "a"), NONE));
    assertThat(spec(Column.named("`a.b`"))).isEqualTo(new Attribute(List.of("a.b"), NONE));
    assertThat(spec(Column.named("*"))).isEqualTo(new Expression.Star(List.of(), List.of(), NONE));
    assertThat(spec(Column.named("t.*")))
        .isEqualTo(new Expression.Star(List.of("t"), List.of(), NONE));
  }

  @Test
  void sqlTextAndTypeNamesAreParsedWhenUsed() {
    assertThat(spec(Column.sql("x + 1"))).isEqualTo(new Attribute(List.of("x + 1"), NONE));
    assertThat(spec(a.cast("bigint")))
        .isEqualTo(new Expression.Cast(A, DataType.LONG, false, NONE));
    assertThat(spec(a.tryCast(DataType.DATE)))
        .isEqualTo(new Expression.Cast(A, DataType.DATE, true, NONE));
    Column misspelt = a.cast("bigit");
    assertThatThrownBy(() -> spec(misspelt)).hasMessageContaining("[PARSE_SYNTAX_ERROR]");
  }

  @Test
  void membersAndElementsAreExtracted() {
    assertThat(spec(a.getField("x")))
        .isEqualTo(new Expression.Extract(A, new Literal("x", DataType.STRING, NONE), NONE));
    assertThat(spec(a.getItem(0))).isEqualTo(new Expression.Extract(A, integer(0), NONE));
  }

  @Test
  void aCaseIsBuiltBranchByBranch() {
    Column open = Column.caseWhen(a.gt(1), "x").when(a.gt(0), b);
    assertThat(spec(open.otherwise(3)))
        .isEqualTo(
            new Expression.CaseWhen(
                List.of(
                    new Expression.CaseWhen.Branch(
                        Call.of(">", A, integer(1)), new Literal("x", DataType.STRING, NONE)),
                    new Expression.CaseWhen.Branch(Call.of(">", A, integer(0)), B)),
                Optional.of(integer(3)),
                NONE));
    assertThat(open).hasToString("CASE WHEN (a > 1) THEN 'x' WHEN (a > 0) THEN b END");
    assertThatThrownBy(() -> a.when(b, 1)).hasMessageContaining("[WHEN_NOT_ALLOWED] when()");
    assertThatThrownBy(() -> open.otherwise(1).otherwise(2)).hasMessageContaining("otherwise()");
  }

  @Test
  void orderingsAreKeysAndNoValues() {
    assertThat(a.sortKey(parser)).isEqualTo(new SortKey(A, true, Optional.empty()));
    assertThat(a.desc_nulls_first().sortKey(parser))
        .isEqualTo(new SortKey(A, false, Optional.of(true)));
    assertThatThrownBy(() -> spec(a.desc())).hasMessageContaining("an ordering is no value");
  }

  @Test
  void windowsHoldPartitionsOrderAndFrame() {
    var window = Window.partitionBy("b").orderBy(a.desc()).rowsBetween(-6, Window.currentRow());
    Call sum = Call.of("sum", A);
    assertThat(spec(Column.call("sum", a).over(window)))
        .isEqualTo(
            new Expression.Windowed(
                sum,
                new WindowSpec(
                    List.of(B),
                    List.of(new SortKey(A, false, Optional.empty())),
                    Optional.of(
                        new WindowSpec.Frame(
                            WindowSpec.Unit.ROWS,
                            new Bound.Offset(integer(-6)),
                            new Bound.CurrentRow()))),
                NONE));
    assertThat(spec(Column.call("sum", a).over()))
        .isEqualTo(
            new Expression.Windowed(
                sum, new WindowSpec(List.of(), List.of(), Optional.empty()), NONE));
  }

  @Test
  void rangeFramesCountInLongs() {
    var range = Window.orderBy("a").rangeBetween(Window.unboundedPreceding(), 5);
    assertThat(((Expression.Windowed) spec(Column.call("count", a).over(range))).window().frame())
        .contains(
            new WindowSpec.Frame(
                WindowSpec.Unit.RANGE,
                new Bound.Unbounded(),
                new Bound.Offset(new Literal(5L, DataType.LONG, NONE))));
    assertThatThrownBy(() -> Window.rowsBetween(1, 0)).hasMessageContaining("behind its end 0");
  }

  @Test
  void onlyCallsTakeAWindow() {
    assertThatThrownBy(() -> spec(a.over())).hasMessageContaining("[UNSUPPORTED_EXPR_FOR_WINDOW]");
  }

  @Test
  void theTextReadsLikeSql() {
    assertThat(a.plus(1).multiply("x").as("y")).hasToString("((a + 1) * 'x') AS y");
    assertThat(Column.call("count", List.of(a, b), true, false))
        .hasToString("count(DISTINCT a, b)");
    assertThat(a.desc_nulls_last()).hasToString("a DESC NULLS LAST");
  }
}
