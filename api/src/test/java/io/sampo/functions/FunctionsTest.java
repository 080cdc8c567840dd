package io.sampo.functions;

import static io.sampo.error.Origin.NONE;
import static io.sampo.functions.Functions.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.column.Column;
import io.sampo.engine.MemoryEngine;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {
  private static final Attribute A = new Attribute(List.of("a"), NONE);
  private static final Literal ONE = new Literal(1, DataType.INTEGER, NONE);

  private final MemoryEngine parser = new MemoryEngine(Map.of());

  private Expression spec(Column column) {
    return column.expression(parser);
  }

  @Test
  void countsOfAllRowsCountTheLiteralOne() {
    assertThat(spec(count("*"))).isEqualTo(Call.of("count", ONE));
    assertThat(spec(count(lit(1)))).isEqualTo(Call.of("count", ONE));
    assertThat(spec(count(col("*")))).isEqualTo(Call.of("count", ONE));
    assertThat(spec(count("a"))).isEqualTo(Call.of("count", A));
  }

  @Test
  void distinctAndIgnoredNullsAreMarkedInTheCall() {
    assertThat(spec(countDistinct("a")))
        .isEqualTo(new Call("count", List.of(A), true, Optional.empty(), false, NONE));
    assertThat(spec(sumDistinct(col("a"))))
        .isEqualTo(new Call("sum", List.of(A), true, Optional.empty(), false, NONE));
    assertThat(spec(first(col("a"), true)))
        .isEqualTo(new Call("first", List.of(A), false, Optional.empty(), true, NONE));
  }

  @Test
  void namesOfJavaAndSqlMayDiffer() {
    assertThat(spec(mean("a"))).isEqualTo(Call.of("avg", A));
    assertThat(spec(negate(col("a")))).isEqualTo(Call.of("negative", A));
    assertThat(spec(substring(col("a"), 1, 1))).isEqualTo(Call.of("substring", A, ONE, ONE));
    assertThat(spec(concat_ws("-", col("a"), lit(1))))
        .isEqualTo(Call.of("concat_ws", new Literal("-", DataType.STRING, NONE), A, ONE));
    assertThat(spec(call_function("My_Function", col("a")))).isEqualTo(Call.of("my_function", A));
  }

  @Test
  void lambdasNestWithoutHidingEachOther() {
    Expression nested = spec(transform(col("a"), x -> transform(col("a"), y -> x.plus(y))));
    var outer = (Expression.Lambda) ((Call) nested).arguments().get(1);
    var inner = (Expression.Lambda) ((Call) outer.body()).arguments().get(1);
    assertThat(inner.parameters()).doesNotContainAnyElementsOf(outer.parameters());
    assertThat(inner.body())
        .isEqualTo(
            Call.of(
                "+",
                new Attribute(outer.parameters(), NONE),
                new Attribute(inner.parameters(), NONE)));
  }

  static Stream<Method> functions() {
    return Arrays.stream(Functions.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == Column.class);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionMakesAColumnInLowerCase(Method method) throws ReflectiveOperationException {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(FunctionsTest::sample).toArray();
    Column column = (Column) method.invoke(null, arguments);
    if (column.sortKey(parser).expression() instanceof Call call) {
      assertThat(call.name()).isEqualTo(call.name().toLowerCase(Locale.ROOT)).isNotBlank();
    }
  }

  private static Object sample(Class<?> type) {
    if (type == Column.class) {
      return col("a");
    }
    if (type == Column[].class) {
      return new Column[] {col("a"), col("b")};
    }
    if (type == String[].class) {
      return new String[] {"b"};
    }
    if (type == UnaryOperator.class) {
      return UnaryOperator.<Column>identity();
    }
    if (type == BinaryOperator.class) {
      return (BinaryOperator<Column>) Column::plus;
    }
    if (type == Functions.TernaryOperator.class) {
      return (Functions.TernaryOperator) (key, left, right) -> left.plus(right);
    }
    Map<Class<?>, Object> samples =
        Map.of(
            DataType.class,
            new StructType(List.of(StructField.of("f", DataType.LONG))),
            Map.class,
            Map.of("mode", "FAILFAST"),
            String.class,
            "a",
            int.class,
            1,
            long.class,
            1L,
            double.class,
            0.5,
            boolean.class,
            true);
    return samples.getOrDefault(type, 1);
  }
}
