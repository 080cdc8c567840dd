package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * CASE WHEN: the value of the first branch whose condition is true, else {@code otherwise}. All
 * values have the one type.
 */
public record Conditional(List<Branch> branches, Expression otherwise, Origin origin)
    implements Expression {
  /** One {@code WHEN .. THEN ..}. */
  public record Branch(Expression condition, Expression value) {}

  public Conditional {
    branches = List.copyOf(branches);
  }

  @Override
  public DataType type() {
    return otherwise.type();
  }

  @Override
  public boolean nullable() {
    return otherwise.nullable() || branches.stream().anyMatch(branch -> branch.value().nullable());
  }

  @Override
  public List<Expression> children() {
    var children = new ArrayList<Expression>();
    for (Branch branch : branches) {
      children.add(branch.condition());
      children.add(branch.value());
    }
    children.add(otherwise);
    return children;
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    var changed = new ArrayList<Branch>();
    for (int i = 0; i + 1 < children.size(); i += 2) {
      changed.add(new Branch(children.get(i), children.get(i + 1)));
    }
    return new Conditional(changed, children.getLast(), origin);
  }

  @Override
  public String toString() {
    return ExpressionText.of(this);
  }
}
