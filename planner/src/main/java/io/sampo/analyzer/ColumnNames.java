package io.sampo.analyzer;

import io.sampo.error.Span;
import io.sampo.plan.function.kernel.ValueText;
import io.sampo.spec.Expression;
import io.sampo.spec.SortKey;
import io.sampo.spec.WindowSpec;
import io.sampo.types.BinaryType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of columns that the query gives no name: what Spark calls them. */
final class ColumnNames {
  private static final Set<String> INFIX =
      Set.of(
          "+", "-", "*", "/", "%", "=", "<=>", "<", "<=", ">", ">=", "and", "or", "&", "|", "^",
          "div");

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  private static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

  /** Functions that number the rows up to the current one. */
  private static final Set<String> RANKS =
      Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile");

  private static final Map<String, String> SHIFTS =
      Map.of("shiftleft", "<<", "shiftright", ">>", "shiftrightunsigned", ">>>");

  private static final Pattern WITH_IN = Pattern.compile("(?is)^position\\s*\\(.*\\sin\\s");

  private final ZoneId zone;

  /** The parameters of the lambdas around the expression. */
  private final List<String> parameters = new ArrayList<>();

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
    boolean days =
        expression instanceof Expression.Call sum
            && (sum.name().equals("+") || sum.name().equals("-"))
            && value instanceof io.sampo.plan.expression.Call date
            && date.name().equals("date_add")
            && !isInterval(sum.arguments());
    if (days && expression instanceof Expression.Call sum) {
      String name = sum.name().equals("+") ? "date_add(" : "date_sub(";
      return name + list(sum.arguments()) + ")";
    }
    return of(expression);
  }

  private static boolean isInterval(List<Expression> arguments) {
    return arguments.stream()
        .anyMatch(part ->
            part instanceof Expression.Literal literal
                && (literal.type() instanceof DayTimeIntervalType
                    || literal.type() instanceof YearMonthIntervalType));
  }

  private static boolean isName(Expression expression) {
    return expression instanceof Expression.Attribute
        || expression instanceof Expression.PlanColumn;
  }

  private String text(Expression expression) {
    return switch (expression) {
      case Expression.Attribute attribute ->
          attribute.nameParts().size() == 1 && parameters.contains(attribute.nameParts().getLast())
              ? "namedlambdavariable()"
              : attribute.nameParts().getLast();
      case Expression.PlanColumn column -> column.nameParts().getLast();
      case Expression.PlanStar star -> "*";
      case Expression.Ordinal ordinal -> "#" + ordinal.index();
      case Expression.Star star ->
          star.target().isEmpty() ? "*" : String.join(".", star.target()) + ".*";
      case Expression.Literal literal -> literal(literal);
      case Expression.Call call -> call(call);
      case Expression.UserCall call -> call.function().name() + "(" + list(call.arguments()) + ")";
      case Expression.Alias alias -> text(alias.child()) + " AS " + alias.name();
      case Expression.Aliases aliases ->
          text(aliases.child()) + " AS (" + String.join(", ", aliases.names()) + ")";
      case Expression.Cast cast
          when cast.child() instanceof Expression.Literal && isWritten(cast, "TIMESTAMP") ->
          cast.type().sql() + " '" + text(cast.child()) + "'";
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
          windowFunction(windowed.function())
              + " OVER "
              + window(windowed.window(), windowed.function());
      case Expression.Lambda lambda -> lambda(lambda);
    };
  }

  private String lambda(Expression.Lambda lambda) {
    int before = parameters.size();
    parameters.addAll(lambda.parameters());
    String body = text(lambda.body());
    parameters.subList(before, parameters.size()).clear();
    return "lambdafunction("
        + body
        + ", namedlambdavariable()".repeat(lambda.parameters().size())
        + ")";
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
      case BinaryType b -> "X'" + HexFormat.of().withUpperCase().formatHex((byte[]) value) + "'";
      case DayTimeIntervalType d -> interval((Long) value, type);
      case YearMonthIntervalType y -> interval((Integer) value, type);
      default ->
          value instanceof BigDecimal decimal
              ? decimal.toPlainString()
              : ValueText.of(value, type, zone);
    };
  }

  /** In one unit where that is possible, as most people would have written it. */
  private String interval(long value, DataType type) {
    if (type instanceof YearMonthIntervalType) {
      return value % 12 == 0
          ? "INTERVAL '" + value / 12 + "' YEAR"
          : Math.abs(value) < 12
              ? "INTERVAL '" + value + "' MONTH"
              : ValueText.of((int) value, type, zone);
    }
    if (value % MICROS_PER_DAY == 0) {
      return "INTERVAL '" + value / MICROS_PER_DAY + "' DAY";
    }
    if (value > 0 && value < MICROS_PER_DAY && value % MICROS_PER_HOUR == 0) {
      return String.format(Locale.ROOT, "INTERVAL '%02d' HOUR", value / MICROS_PER_HOUR);
    }
    if (value > 0 && value < MICROS_PER_HOUR && value % MICROS_PER_MINUTE == 0) {
      return String.format(Locale.ROOT, "INTERVAL '%02d' MINUTE", value / MICROS_PER_MINUTE);
    }
    if (value > 0 && value < MICROS_PER_MINUTE && value % MICROS_PER_SECOND == 0) {
      return String.format(Locale.ROOT, "INTERVAL '%02d' SECOND", value / MICROS_PER_SECOND);
    }
    return ValueText.of(value, type, zone);
  }

  /** Whether the text of the query there begins so: some forms share a node with others. */
  private static boolean isWritten(Expression expression, String word) {
    Span span = expression.origin().span();
    return span != null && span.covered().regionMatches(true, 0, word, 0, word.length());
  }

  private String call(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    String name = call.name();
    if (INFIX.contains(name) && arguments.size() == 2) {
      return "("
          + text(arguments.get(0))
          + " "
          + (name.equals("div") ? name : name.toUpperCase(Locale.ROOT))
          + " "
          + text(arguments.get(1))
          + ")";
    }
    if (arguments.size() == 1 && TypeForms.isType(name)) {
      return text(arguments.getFirst());
    }
    String shift = SHIFTS.get(name);
    if (shift != null && call.origin().span() != null && !isWritten(call, name)) {
      return "(" + text(arguments.get(0)) + " " + shift + " " + text(arguments.get(1)) + ")";
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
      case "if" -> "(IF(" + list(arguments) + "))";
      case "like", "ilike", "rlike" -> match(name, arguments);
      case "||" -> "concat(" + list(arguments) + ")";
      case "date_part", "extract" ->
          extract(isWritten(call, "extract") ? "extract" : name, arguments);
      case "btrim", "ltrim", "rtrim" -> trimmed(call);
      case "positive" -> "(+ " + list(arguments) + ")";
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

  private String trimmed(Expression.Call call) {
    if (call.arguments().size() != 2 || !isWritten(call, "trim")) {
      return plain(call);
    }
    String side =
        switch (call.name()) {
          case "ltrim" -> "LEADING ";
          case "rtrim" -> "TRAILING ";
          default -> "BOTH ";
        };
    // The other two take what is trimmed first.
    int trimmed = call.name().equals("btrim") ? 1 : 0;
    return "TRIM("
        + side
        + text(call.arguments().get(trimmed))
        + " FROM "
        + text(call.arguments().get(1 - trimmed))
        + ")";
  }

  /** {@code position(a IN b)}. */
  private static boolean isWrittenWithIn(Expression.Call call) {
    Span span = call.origin().span();
    return span != null && WITH_IN.matcher(span.covered()).find();
  }

  private String plain(Expression.Call call) {
    String filter =
        call.filter().map(condition -> " FILTER (WHERE " + text(condition) + ")").orElse("");
    String name = call.name();
    if (name.equals("substring") && isWritten(call, "substr(")) {
      name = "substr";
    } else if (name.equals("position") && isWrittenWithIn(call)) {
      name = "locate";
    }
    Optional<String> within = new GroupOrderNames(this::text).within(call);
    if (within.isPresent()) {
      return within.get() + filter;
    }
    List<String> arguments =
        CallNames.arguments(name, call.arguments().stream().map(this::text).toList());
    return CallNames.of(name, call.arguments().size())
        + "("
        + (call.distinct() ? "DISTINCT " : "")
        + String.join(", ", arguments)
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

  /** Ranks are in capitals; lag and lead tell their defaults. */
  private String windowFunction(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    return switch (call.name()) {
      case "rank", "dense_rank", "percent_rank" -> call.name().toUpperCase(Locale.ROOT) + "()";
      case "lag", "lead" ->
          call.name()
              + "("
              + text(arguments.getFirst())
              + ", "
              + (arguments.size() > 1 ? text(arguments.get(1)) : "1")
              + ", "
              + (arguments.size() > 2 ? text(arguments.get(2)) : "NULL")
              + ")";
      default -> text(call);
    };
  }

  private String window(WindowSpec window, Expression.Call function) {
    var parts = new ArrayList<String>();
    if (!window.partitionBy().isEmpty()) {
      parts.add("PARTITION BY " + list(window.partitionBy()));
    }
    if (!window.orderBy().isEmpty()) {
      parts.add(
          "ORDER BY " + window.orderBy().stream().map(this::key).collect(Collectors.joining(", ")));
    }
    parts.add(frame(window, function));
    return "(" + String.join(" ", parts) + ")";
  }

  private String key(SortKey key) {
    return text(key.expression())
        + (key.ascending() ? " ASC" : " DESC")
        + (key.nullsFirstOrDefault() ? " NULLS FIRST" : " NULLS LAST");
  }

  private String frame(WindowSpec window, Expression.Call function) {
    String name = function.name();
    if (RANKS.contains(name)) {
      return "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
    }
    if (name.equals("lag") || name.equals("lead")) {
      String distance = function.arguments().size() > 1 ? text(function.arguments().get(1)) : "1";
      String shift = name.equals("lead") ? distance : "-" + distance;
      return "ROWS BETWEEN " + shift + " FOLLOWING AND " + shift + " FOLLOWING";
    }
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
