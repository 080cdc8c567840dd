package io.sampo.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random queries over the tables r(a, b, c), s(a, b, d) and t(a, c, d), heavy on correlated
 * subqueries.
 */
final class RandomQueries {
  private record Source(String alias, List<String> columns) {}

  private static final List<String> TABLES = List.of("r", "s", "t");
  private static final List<String> COMPARISONS =
      List.of("=", "=", "=", "<>", "<", "<=", ">", ">=");

  private final Random random;
  private int aliases;

  RandomQueries(Random random) {
    this.random = random;
  }

  String query() {
    aliases = 0;
    List<String> outer = List.of();
    int form = random.nextInt(10);
    var scope = new ArrayList<String>();
    String from = from(scope, 0);
    String where = chance(80) ? " WHERE " + condition(scope, outer, 0) : "";
    if (form < 2) {
      String key = pick(scope);
      String having = chance(30) ? " HAVING " + aggregate(scope) + " > " + random.nextInt(4) : "";
      return "SELECT "
          + key
          + " AS k, "
          + aggregate(scope)
          + " AS v, "
          + aggregate(scope)
          + " AS w FROM "
          + from
          + where
          + " GROUP BY "
          + key
          + having;
    }
    if (form < 4) {
      return "SELECT "
          + aggregate(scope)
          + " AS v, "
          + aggregate(scope)
          + " AS w FROM "
          + from
          + where;
    }
    if (form < 5) {
      return "SELECT DISTINCT "
          + pick(scope)
          + " AS x, "
          + pick(scope)
          + " AS y FROM "
          + from
          + where;
    }
    if (form < 7) {
      return "SELECT "
          + String.join(", ", scope)
          + ", "
          + scalar(scope, 0)
          + " AS v FROM "
          + from
          + where;
    }
    if (form < 8) {
      return "SELECT "
          + pick(scope)
          + " AS x, "
          + condition(scope, outer, 0)
          + " AS y FROM "
          + from
          + where;
    }
    return "SELECT " + String.join(", ", scope) + " FROM " + from + where;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Source source(int depth) {
    String alias = "x" + ++aliases;
    if (depth < 2 && chance(12)) {
      var inner = new ArrayList<String>();
      String from = from(inner, depth + 1);
      String key = pick(inner);
      return new Source(
          "(SELECT "
              + key
              + " AS p, "
              + aggregate(inner)
              + " AS q FROM "
              + from
              + " GROUP BY "
              + key
              + ") "
              + alias,
          List.of(alias + ".p", alias + ".q"));
    }
    String table = pick(TABLES);
    List<String> columns =
        switch (table) {
          case "r" -> List.of("a", "b", "c");
          case "s" -> List.of("a", "b", "d");
          default -> List.of("a", "c", "d");
        };
    return new Source(table + " " + alias, columns.stream().map(c -> alias + "." + c).toList());
  }

  /** A FROM clause; adds its columns to the scope. */
  private String from(List<String> scope, int depth) {
    Source first = source(depth);
    scope.addAll(first.columns());
    var text = new StringBuilder(first.alias());
    int more = random.nextInt(depth == 0 ? 3 : 2);
    for (int i = 0; i < more; i++) {
      Source next = source(depth);
      var both = new ArrayList<>(scope);
      both.addAll(next.columns());
      String kind =
          pick(
              List.of(
                  "JOIN",
                  "JOIN",
                  ",",
                  "LEFT JOIN",
                  "LEFT JOIN",
                  "RIGHT JOIN",
                  "FULL JOIN",
                  "SEMI",
                  "ANTI"));
      boolean hides = kind.equals("SEMI") || kind.equals("ANTI");
      String on = pick(scope) + " = " + pick(next.columns());
      String condition = chance(70) ? on : on + " AND " + comparison(both);
      if (kind.equals(",")) {
        text.append(" CROSS JOIN ").append(next.alias());
      } else {
        text.append(hides ? " LEFT " + kind + " JOIN " : " " + kind + " ").append(next.alias());
        text.append(" ON ").append(condition);
      }
      if (!hides) {
        scope.addAll(next.columns());
      }
    }
    return text.toString();
  }

  private String comparison(List<String> scope) {
    return pick(scope)
        + " "
        + pick(COMPARISONS)
        + " "
        + (chance(50) ? pick(scope) : String.valueOf(random.nextInt(4)));
  }

  private String aggregate(List<String> scope) {
    String column = pick(scope);
    return switch (random.nextInt(9)) {
      case 0 -> "count(*)";
      case 1 -> "count(" + column + ")";
      case 2 -> "sum(" + column + ")";
      case 3 -> "min(" + column + ")";
      case 4 -> "count(DISTINCT " + column + ")";
      case 5 -> "coalesce(sum(" + column + "), -1)";
      case 6 -> "sum(DISTINCT " + column + ")";
      case 7 -> "count(*) FILTER (WHERE " + comparison(scope) + ")";
      default -> "max(" + column + ")";
    };
  }

  private String condition(List<String> scope, List<String> outer, int depth) {
    int form = random.nextInt(12);
    if (form < 2) {
      return "(" + condition(scope, outer, depth) + " AND " + condition(scope, outer, depth) + ")";
    }
    if (form < 3) {
      return "(" + condition(scope, outer, depth) + " OR " + condition(scope, outer, depth) + ")";
    }
    if (form < 4) {
      return "NOT (" + condition(scope, outer, depth) + ")";
    }
    if (form < 9 && depth < 2) {
      return subqueryCondition(scope, outer, depth);
    }
    if (form < 10) {
      return pick(scope) + " IS " + (chance(50) ? "" : "NOT ") + "NULL";
    }
    return comparison(scope);
  }

  private String subqueryCondition(List<String> scope, List<String> outer, int depth) {
    var visible = new ArrayList<>(scope);
    if (chance(30)) {
      visible.addAll(outer);
    }
    String value = chance(85) ? pick(scope) : String.valueOf(random.nextInt(4));
    return switch (random.nextInt(8)) {
      case 0 -> "EXISTS (" + rows(visible, depth) + ")";
      case 1 -> "NOT EXISTS (" + rows(visible, depth) + ")";
      case 2 -> value + " IN (" + rows(visible, depth) + ")";
      case 3 -> value + " NOT IN (" + rows(visible, depth) + ")";
      case 4 ->
          value
              + " "
              + pick(COMPARISONS)
              + " "
              + pick(List.of("ANY", "ALL", "SOME"))
              + " ("
              + rows(visible, depth)
              + ")";
      default -> value + " " + pick(COMPARISONS) + " " + scalar(visible, depth);
    };
  }

  /** A subquery of one column and any number of rows. */
  private String rows(List<String> outer, int depth) {
    var scope = new ArrayList<String>();
    String from = from(scope, depth + 1);
    String where = where(scope, outer, depth);
    var either = new ArrayList<>(scope);
    either.addAll(outer);
    String column = pick(scope);
    return switch (random.nextInt(10)) {
      case 0 -> "SELECT " + aggregate(scope) + " FROM " + from + where + " GROUP BY " + column;
      case 1 -> "SELECT " + aggregate(scope) + " FROM " + from + where;
      case 2 -> "SELECT DISTINCT " + column + " FROM " + from + where;
      case 3 ->
          "SELECT "
              + column
              + " FROM "
              + from
              + where
              + " ORDER BY "
              + column
              + " LIMIT "
              + random.nextInt(3);
      case 4 -> "SELECT " + pick(either) + " FROM " + from + where;
      case 5 -> "SELECT " + column + " FROM " + from + where + " UNION ALL SELECT " + simple(outer);
      case 6 -> "SELECT " + column + " + " + pick(either) + " FROM " + from + where;
      case 7 ->
          "SELECT "
              + column
              + " FROM "
              + from
              + where
              + " GROUP BY "
              + column
              + " HAVING "
              + aggregate(scope)
              + " <> "
              + random.nextInt(3);
      default -> "SELECT " + column + " FROM " + from + where;
    };
  }

  private String simple(List<String> outer) {
    String alias = "x" + ++aliases;
    return alias + ".a FROM r " + alias + " WHERE " + alias + ".b = " + pick(outer);
  }

  /** A subquery of one column and at most one row. */
  private String scalar(List<String> outer, int depth) {
    var scope = new ArrayList<String>();
    String from = from(scope, depth + 1);
    String where = where(scope, outer, depth);
    String having = chance(15) ? " HAVING " + aggregate(scope) + " >= " + random.nextInt(3) : "";
    return switch (random.nextInt(5)) {
      case 0 -> "(SELECT " + aggregate(scope) + " + 1 FROM " + from + where + having + ")";
      case 1 -> {
        String column = pick(scope);
        yield "(SELECT " + column + " FROM " + from + where + " ORDER BY " + column + " LIMIT 1)";
      }
      case 2 -> "(SELECT " + aggregate(scope) + " + " + pick(outer) + " FROM " + from + where + ")";
      default -> "(SELECT " + aggregate(scope) + " FROM " + from + where + having + ")";
    };
  }

  private String where(List<String> scope, List<String> outer, int depth) {
    if (chance(10)) {
      return "";
    }
    String link = pick(scope) + " " + (chance(75) ? "=" : pick(COMPARISONS)) + " " + pick(outer);
    return switch (random.nextInt(4)) {
      case 0 -> " WHERE " + condition(scope, outer, depth + 1);
      case 1 -> " WHERE " + link + " AND " + condition(scope, outer, depth + 1);
      case 2 -> " WHERE " + link + " OR " + comparison(scope);
      default -> " WHERE " + link;
    };
  }
}
