package io.sampo.analyzer;

import io.sampo.plan.expression.Expression;
import io.sampo.plan.function.kernel.ValueText;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.plan.logical.LogicalPlan;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Computes SQL expressions in tests, through analyzer and interpreter. */
public final class Evaluated {
  private Evaluated() {}

  /** The typed expression. */
  public static Expression expression(String sql) {
    return expression(sql, ZoneOffset.UTC);
  }

  static Expression expression(String sql, ZoneId zone) {
    LogicalPlan plan = Analyzed.sql(new TestCatalog(), "SELECT " + sql, zone);
    return ((LogicalPlan.Project) plan).columns().getFirst().expression();
  }

  /** The value as a cast to STRING shows it; {@code NULL} for null. */
  public static String text(String sql) {
    return text(sql, ZoneOffset.UTC);
  }

  public static String text(String sql, ZoneId zone) {
    Expression expression = expression(sql, zone);
    Object value = Interpreter.constant(expression, zone);
    return value == null ? "NULL" : ValueText.of(value, expression.type(), zone);
  }

  /** The value and its type: {@code 3 int}. */
  public static String typed(String sql) {
    return text(sql) + " " + expression(sql).type().sql().toLowerCase(java.util.Locale.ROOT);
  }
}
