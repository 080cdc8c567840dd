package io.sampo.plan.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.analyzer.Analyzed;
import io.sampo.analyzer.Evaluated;
import io.sampo.analyzer.PlanCheck;
import io.sampo.analyzer.TestCatalog;
import io.sampo.plan.logical.LogicalPlan;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples that the functions are documented with. */
class FunctionExamplesTest {
  static Stream<FunctionDefinition> scalars() {
    return of(FunctionKind.SCALAR);
  }

  static Stream<FunctionDefinition> aggregates() {
    return Stream.concat(of(FunctionKind.AGGREGATE), of(FunctionKind.WINDOW))
        .filter(definition -> !definition.name().startsWith("grouping"));
  }

  private static Stream<FunctionDefinition> of(FunctionKind kind) {
    return FunctionRegistry.standard().all().stream()
        .filter(definition -> definition.kind() == kind);
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void scalarExamplesYieldWhatTheySay(FunctionDefinition definition) {
    assertThat(Evaluated.text(definition.example()))
        .as(definition.example())
        .isEqualTo(definition.exampleResult());
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void aggregateExamplesAreResolved(FunctionDefinition definition) {
    LogicalPlan plan = Analyzed.sql(new TestCatalog(), "SELECT " + definition.example());
    PlanCheck.check(plan);
    assertThat(plan.output()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource({"scalars", "aggregates"})
  void everyFunctionIsDescribed(FunctionDefinition definition) {
    assertThat(definition.usage()).isNotBlank();
    assertThat(definition.description()).endsWith(".");
    assertThat(FunctionRegistry.standard().lookup(definition.name())).contains(definition);
    definition
        .aliases()
        .forEach(
            alias -> assertThat(FunctionRegistry.standard().lookup(alias)).contains(definition));
  }
}
