package io.sampo.analyzer;

import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Time windows. A query may call {@code window} or {@code session_window} with the same arguments
 * in several places; the window becomes one column of the query's input, which has the function's
 * name, and the calls become that column:
 *
 * <pre>
 * SELECT window.start, count(*) FROM t GROUP BY window(ts, '1 hour')
 * SELECT window.start, count(*) FROM t LATERAL VIEW window(ts, '1 hour') AS window GROUP BY window
 * </pre>
 */
final class TimeWindows {
  static final String WINDOW = "window";
  static final String SESSION = "session_window";

  private final Analysis analysis;
  private final Context context;

  TimeWindows(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  /** The projection with its windows as columns below; itself when it calls none. */
  Relation.Project rewritten(Relation.Project project) {
    Optional<Call> call = only(project.expressions());
    if (call.isEmpty() || !call.get().name().equals(WINDOW)) {
      return project;
    }
    var expressions = new ArrayList<Expression>();
    for (Expression expression : project.expressions()) {
      boolean star = expression instanceof Expression.Star all && all.target().isEmpty();
      expressions.add(star ? without((Expression.Star) expression) : replaced(expression));
    }
    return new Relation.Project(
        windowed(project.child(), call.get()), expressions, project.origin());
  }

  private static Expression without(Expression.Star star) {
    var except = new ArrayList<>(star.except());
    except.add(WINDOW);
    return new Expression.Star(star.target(), except, star.origin());
  }

  /** The groups with their windows as columns below; itself when they call none. */
  Relation.Aggregate rewritten(Relation.Aggregate aggregate) {
    var all = new ArrayList<>(aggregate.groupings());
    all.addAll(aggregate.aggregates());
    aggregate.having().ifPresent(all::add);
    Optional<Call> call = only(all);
    if (call.isEmpty()) {
      return aggregate;
    }
    Relation child =
        call.get().name().equals(WINDOW)
            ? windowed(aggregate.child(), call.get())
            : new SessionWindows(call.get()).over(aggregate.child(), keys(aggregate, call.get()));
    return new Relation.Aggregate(
        child,
        aggregate.kind(),
        aggregate.groupings().stream().map(TimeWindows::replaced).toList(),
        aggregate.groupingSets(),
        aggregate.aggregates().stream().map(TimeWindows::replaced).toList(),
        aggregate.having().map(TimeWindows::replaced),
        aggregate.groupAll(),
        aggregate.origin());
  }

  /** What the rows are grouped by beside the session. */
  private List<Expression> keys(Relation.Aggregate aggregate, Call session) {
    if (aggregate.kind() != Relation.GroupingKind.GROUP_BY) {
      throw SampoException.unsupported(
          "session_window with " + aggregate.kind(), "Use GROUP BY.", session.origin().span());
    }
    Resolved input = analysis.resolve(aggregate.child(), context);
    return new GroupingResolver(analysis, context, input)
        .written(aggregate).stream()
            .map(key -> key instanceof Alias alias ? alias.child() : key)
            .filter(key -> !SpecTrees.anyMatch(key, TimeWindows::isCall))
            .toList();
  }

  private static Relation windowed(Relation child, Call call) {
    return new Relation.Generate(
        child, call, false, Optional.empty(), List.of(WINDOW), child.origin());
  }

  /** The one window that the expressions call. */
  private Optional<Call> only(List<Expression> expressions) {
    Map<String, Call> calls = new LinkedHashMap<>();
    var names = new ColumnNames(analysis.settings().zone());
    for (Expression expression : expressions) {
      SpecTrees.anyMatch(
          expression,
          part -> {
            if (part instanceof Call call && isCall(call)) {
              calls.putIfAbsent(names.of(call), call);
            }
            return false;
          });
    }
    if (calls.size() > 1) {
      throw SampoException.unsupported(
          "A second time window in one query",
          "Compute one of them in a subquery.",
          List.copyOf(calls.values()).get(1).origin().span());
    }
    return calls.values().stream().findFirst();
  }

  private static boolean isCall(Expression expression) {
    return expression instanceof Call call
        && (call.name().equals(WINDOW) || call.name().equals(SESSION));
  }

  private static Expression replaced(Expression expression) {
    return switch (expression) {
      case Call call when isCall(call) -> new Attribute(List.of(call.name()), call.origin());
      case Call call ->
          new Call(
              call.name(),
              call.arguments().stream().map(TimeWindows::replaced).toList(),
              call.distinct(),
              call.filter().map(TimeWindows::replaced),
              call.ignoreNulls(),
              call.origin());
      case Alias alias -> new Alias(replaced(alias.child()), alias.name(), alias.origin());
      case Expression.Cast cast ->
          new Expression.Cast(replaced(cast.child()), cast.type(), cast.lenient(), cast.origin());
      case Expression.Extract extract ->
          new Expression.Extract(replaced(extract.child()), extract.key(), extract.origin());
      case Expression.CaseWhen caseWhen ->
          new Expression.CaseWhen(
              caseWhen.branches().stream()
                  .map(branch ->
                      new Expression.CaseWhen.Branch(
                          replaced(branch.condition()), replaced(branch.value())))
                  .toList(),
              caseWhen.otherwise().map(TimeWindows::replaced),
              caseWhen.origin());
      case Attribute _,
          Literal _,
          Expression.PlanColumn _,
          Expression.PlanStar _,
          Expression.Ordinal _,
          Expression.Star _,
          Expression.UserCall _,
          Expression.Aliases _,
          Expression.ScalarSubquery _,
          Expression.Exists _,
          Expression.InSubquery _,
          Expression.QuantifiedComparison _,
          Expression.Windowed _,
          Expression.Lambda _ ->
          expression;
    };
  }

  /**
   * A constant length of time in microseconds: {@code '10 minutes'}, or an interval.
   *
   * @param parameter its name in messages
   */
  static long duration(Expression expression, Call call, String parameter) {
    Expression written = expression instanceof Expression.Cast cast ? cast.child() : expression;
    if (written instanceof Literal literal
        && literal.type().equals(DataType.DAY_TIME_INTERVAL)
        && literal.value() instanceof Long micros) {
      return micros;
    }
    if (written instanceof Literal literal && literal.value() instanceof String text) {
      return DurationText.micros(text)
          .orElseThrow(() ->
              AnalyzerErrors.mismatch(
                  Binder.text(call.origin(), call.name()),
                  parameter + " is a length such as '10 minutes', but got '" + text + "'",
                  call.origin()));
    }
    throw AnalyzerErrors.notConstant(call.name(), parameter, "INTERVAL", call.origin());
  }
}
