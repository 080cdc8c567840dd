package io.sampo.plan.expression;

/** An expression with the id and name of the column it becomes. */
public record NamedExpression(long id, String name, Expression expression) {
  /** The column as later nodes see it. */
  public ColumnReference toReference() {
    return expression instanceof ColumnReference column && column.id() == id
        ? column
        : new ColumnReference(id, name, expression.type(), expression.nullable());
  }

  /** A column passed through as it is. */
  public static NamedExpression of(ColumnReference column) {
    return new NamedExpression(column.id(), column.name(), column);
  }

  public NamedExpression withExpression(Expression other) {
    return other == expression ? this : new NamedExpression(id, name, other);
  }

  @Override
  public String toString() {
    return expression instanceof ColumnReference column && column.id() == id
        ? column.toString()
        : expression + " AS " + name + "#" + id;
  }
}
