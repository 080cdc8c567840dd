package io.sampo.plan.expression;

/** One key of an ordering. */
public record SortOrder(Expression expression, boolean ascending, boolean nullsFirst) {
  public SortOrder withExpression(Expression other) {
    return other == expression ? this : new SortOrder(other, ascending, nullsFirst);
  }

  /** The opposite order. */
  public SortOrder reversed() {
    return new SortOrder(expression, !ascending, !nullsFirst);
  }

  @Override
  public String toString() {
    return expression
        + (ascending ? " ASC" : " DESC")
        + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
  }
}
