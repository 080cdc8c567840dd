package io.sampo.analyzer;

import io.sampo.plan.function.kernel.ValueText;
import io.sampo.spec.Expression;
import io.sampo.spec.SortKey;
import io.sampo.spec.WindowSpec;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of columns that the query gives no name: what Spark calls them. */
final class ColumnNames {
  private static final Set<String> INFIX =
      Set.of(
          "+", "-", "*", "/", "%", "=", "<=>", "<", "<=", ">", ">=", "and", "or", "&", "|", "^",
          "div");

  private final ZoneId zone;

  ColumnNames(ZoneId zone) {
    this.zone = zone;
  }

  /** The name of a column of a select list. */
  String of(Expression expression) {
    return switch (expression) {
      case Expression.Alias alias -> alias.name();
      case Expression.Attribute attribute -> attribute.nameParts().getLast();
      case Expression.PlanColumn column -> column.nameParts().getLast();
      case Expression.Cast cast when isName(cast.child()) -> of(cast.child());
      default -> text(expression);
    };
  }

  /**
   * The name of a column whose value is resolved: a field of a struct is named otherwise than an
   * entry of a map.
   */
  String of(Expression expression, io.sampo.plan.expression.Expression value) {
    boolean field =
        expression instanceof Expression.Extract
            && value instanceof io.sampo.plan.expression.Call call
            && call.name().equals("struct_field");
    if (field && expression instanceof Expression.Extract extract) {
      return text(extract.child()) + "." + text(extract.key());
    }
    return of(expression);
  }

  private static boolean isName(Expression expression) {
    return expression instanceof Expression.Attribute
        || expression instanceof Expression.PlanColumn;
  }

  private String text(Expression expression) {
    return switch (expression) {
      case Expression.Attribute attribute -> attribute.nameParts().getLast();
      case Expression.PlanColumn column -> column.nameParts().getLast();
      case Expression.PlanStar star -> "*";
      case Expression.Ordinal ordinal -> "#" + ordinal.index();
      case Expression.Star star ->
          star.target().isEmpty() ? "*" : String.join(".", star.target()) + ".*";
      case Expression.Literal literal -> literal(literal);
      case Expression.Call call -> call(call);
      case Expression.Alias alias -> text(alias.child()) + " AS " + alias.name();
      case Expression.Aliases aliases ->
          text(aliases.child()) + " AS (" + String.join(", ", aliases.names()) + ")";
      case Expression.Cast cast ->
          (cast.lenient() ? "TRY_CAST(" : "CAST(")
              + text(cast.child())
              + " AS "
              + cast.type().sql()
              + ")";
      case Expression.CaseWhen caseWhen -> caseWhen(caseWhen);
      case Expression.Extract extract -> text(extract.child()) + "[" + text(extract.key()) + "]";
      case Expression.ScalarSubquery subquery -> "scalarsubquery()";
      case Expression.Exists exists -> "exists()";
      case Expression.InSubquery in -> "(" + list(in.values()) + " IN (listquery()))";
      case Expression.QuantifiedComparison quantified ->
          "("
              + text(quantified.value())
              + " "
              + quantified.operator()
              + (quantified.all() ? " ALL" : " ANY")
              + " (listquery()))";
      case Expression.Windowed windowed ->
          text(windowed.function()) + " OVER " + window(windowed.window());
      case Expression.Lambda lambda ->
          "lambdafunction("
              + text(lambda.body())
              + ", "
              + String.join(", ", lambda.parameters())
              + ")";
    };
  }

  private String list(List<Expression> expressions) {
    return expressions.stream().map(this::text).collect(Collectors.joining(", "));
  }

  private String literal(Expression.Literal literal) {
    Object value = literal.value();
    DataType type = literal.type();
    if (value == null) {
      return "NULL";
    }
    return switch (type) {
      case DateType d -> "DATE '" + ValueText.of(value, type, zone) + "'";
      case TimestampType t -> "TIMESTAMP '" + ValueText.of(value, type, zone) + "'";
      case TimestampNtzType t -> "TIMESTAMP_NTZ '" + ValueText.of(value, type, zone) + "'";
      case DayTimeIntervalType d -> interval((Long) value, type);
      case YearMonthIntervalType y -> interval((Integer) value, type);
      default ->
          value instanceof BigDecimal decimal
              ? decimal.toPlainString()
              : ValueText.of(value, type, zone);
    };
  }

  private String interval(long value, DataType type) {
    if (type instanceof DayTimeIntervalType && value % 86_400_000_000L == 0) {
      return "INTERVAL '" + value / 86_400_000_000L + "' DAY";
    }
    if (type instanceof YearMonthIntervalType) {
      return value % 12 == 0
          ? "INTERVAL '" + value / 12 + "' YEAR"
          : "INTERVAL '" + value + "' MONTH";
    }
    return ValueText.of(value, type, zone);
  }

  private String call(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    String name = call.name();
    if (INFIX.contains(name) && arguments.size() == 2) {
      return "("
          + text(arguments.get(0))
          + " "
          + name.toUpperCase(Locale.ROOT)
          + " "
          + text(arguments.get(1))
          + ")";
    }
    return switch (name) {
      case "<>", "!=" -> "(NOT (" + text(arguments.get(0)) + " = " + text(arguments.get(1)) + "))";
      case "not" -> "(NOT " + text(arguments.getFirst()) + ")";
      case "negative" -> negative(arguments.getFirst());
      case "~" -> "~" + text(arguments.getFirst());
      case "isnull" -> "(" + text(arguments.getFirst()) + " IS NULL)";
      case "isnotnull" -> "(" + text(arguments.getFirst()) + " IS NOT NULL)";
      case "istrue" -> "(" + text(arguments.getFirst()) + " IS TRUE)";
      case "isfalse" -> "(" + text(arguments.getFirst()) + " IS FALSE)";
      case "in" ->
          "("
              + text(arguments.getFirst())
              + " IN ("
              + list(arguments.subList(1, arguments.size()))
              + "))";
      case "like", "ilike", "rlike" -> match(name, arguments);
      case "||" -> "concat(" + list(arguments) + ")";
      case "date_part", "extract" -> extract(name, arguments);
      default -> plain(call);
    };
  }

  private String negative(Expression child) {
    return child instanceof Expression.Literal ? "-" + text(child) : "(- " + text(child) + ")";
  }

  private String match(String name, List<Expression> arguments) {
    String infix = name.equals("ilike") ? "ilike(" : name.equals("rlike") ? "RLIKE(" : "";
    if (!infix.isEmpty()) {
      return infix + list(arguments) + ")";
    }
    String escape = arguments.size() > 2 ? " ESCAPE '" + text(arguments.get(2)) + "'" : "";
    return text(arguments.get(0)) + " LIKE " + text(arguments.get(1)) + escape;
  }

  private String extract(String name, List<Expression> arguments) {
    if (arguments.size() != 2) {
      return name + "(" + list(arguments) + ")";
    }
    return name.equals("extract")
        ? "extract(" + text(arguments.get(0)) + " FROM " + text(arguments.get(1)) + ")"
        : "date_part(" + list(arguments) + ")";
  }

  private String plain(Expression.Call call) {
    String filter =
        call.filter().map(condition -> " FILTER (WHERE " + text(condition) + ")").orElse("");
    return call.name()
        + "("
        + (call.distinct() ? "DISTINCT " : "")
        + list(call.arguments())
        + ")"
        + filter;
  }

  private String caseWhen(Expression.CaseWhen caseWhen) {
    String branches =
        caseWhen.branches().stream()
            .map(branch -> " WHEN " + text(branch.condition()) + " THEN " + text(branch.value()))
            .collect(Collectors.joining());
    return "CASE"
        + branches
        + caseWhen.otherwise().map(value -> " ELSE " + text(value)).orElse("")
        + " END";
  }

  private String window(WindowSpec window) {
    var parts = new java.util.ArrayList<String>();
    if (!window.partitionBy().isEmpty()) {
      parts.add("PARTITION BY " + list(window.partitionBy()));
    }
    if (!window.orderBy().isEmpty()) {
      parts.add(
          "ORDER BY " + window.orderBy().stream().map(this::key).collect(Collectors.joining(", ")));
    }
    parts.add(frame(window));
    return "(" + String.join(" ", parts) + ")";
  }

  private String key(SortKey key) {
    return text(key.expression())
        + (key.ascending() ? " ASC" : " DESC")
        + (key.nullsFirstOrDefault() ? " NULLS FIRST" : " NULLS LAST");
  }

  private String frame(WindowSpec window) {
    if (window.frame().isEmpty()) {
      return window.orderBy().isEmpty()
          ? "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
          : "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
    }
    WindowSpec.Frame frame = window.frame().get();
    return frame.unit()
        + " BETWEEN "
        + bound(frame.lower(), "PRECEDING")
        + " AND "
        + bound(frame.upper(), "FOLLOWING");
  }

  private String bound(WindowSpec.Bound bound, String side) {
    return switch (bound) {
      case WindowSpec.Bound.Unbounded unbounded -> "UNBOUNDED " + side;
      case WindowSpec.Bound.CurrentRow row -> "CURRENT ROW";
      case WindowSpec.Bound.Offset offset -> {
        String distance = text(offset.distance());
        yield distance.startsWith("-")
            ? distance.substring(1) + " PRECEDING"
            : distance + " FOLLOWING";
      }
    };
  }
}
