package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A look-up that every useful row will pass later on and that may be made earlier as well.
 *
 * @param later the look-up; its keys are columns
 */
record Reduction(Step.Probe later) {
  /**
   * The same look-up in terms of the inputs of a projection or grouping; empty when a key is
   * computed there.
   */
  Optional<Reduction> below(List<NamedExpression> columns) {
    var keys = new ArrayList<Expression>();
    for (Expression key : later.probeKeys()) {
      Optional<Expression> source =
          columns.stream()
              .filter(column ->
                  key instanceof ColumnReference reference && column.id() == reference.id())
              .map(NamedExpression::expression)
              .findFirst();
      if (source.isEmpty() || !(source.get() instanceof ColumnReference)) {
        return Optional.empty();
      }
      keys.add(source.get());
    }
    return Optional.of(
        new Reduction(
            new Step.Probe(
                later.stage(),
                later.kind(),
                keys,
                later.nullSafe(),
                later.built(),
                later.residual(),
                later.mark(),
                later.trackMatches())));
  }

  /** The look-up as a filter. */
  Step.Probe probe() {
    return new Step.Probe(
        later.stage(),
        JoinKind.LEFT_SEMI,
        later.probeKeys(),
        later.nullSafe(),
        later.built(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
