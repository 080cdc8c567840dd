package io.sampo.analyzer;

/** Where an expression stands, and so what may occur in it. */
enum Clause {
  SELECT("the select list", true, true),
  HAVING("HAVING", true, false),
  ORDER_BY("ORDER BY", true, true),
  WHERE("WHERE", false, false),
  FILTER("FILTER (WHERE ..)", false, false),
  JOIN("a join condition", false, false),
  GROUP_BY("GROUP BY", false, false),
  GENERATOR("the argument of a generator", false, false),
  VALUES("VALUES", false, false),
  LIMIT("LIMIT", false, false),
  REPARTITION("the keys of a repartition", false, false);

  private final String text;
  private final boolean aggregates;
  private final boolean windows;

  Clause(String text, boolean aggregates, boolean windows) {
    this.text = text;
    this.aggregates = aggregates;
    this.windows = windows;
  }

  String text() {
    return text;
  }

  boolean allowsAggregates() {
    return aggregates;
  }

  boolean allowsWindows() {
    return windows;
  }
}
