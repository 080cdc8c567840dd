package io.sampo.analyzer;

import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.Relation;
import io.sampo.spec.SortKey;
import io.sampo.spec.WindowSpec;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sessions: events of which each begins before the one before it has ended, its own gap later. The
 * rows get the column {@code session_window} by window functions: a row begins a session when it
 * lies behind the latest end of all rows before it, the sessions are numbered by counting those
 * rows, and their start and end are the first and last in each number.
 */
final class SessionWindows {
  private static final String START = "session_window.start";
  private static final String END = "session_window.end";
  private static final String FIRST = "session_window.first";
  private static final String NUMBER = "session_window.number";

  private final Call call;

  SessionWindows(Call call) {
    this.call = call;
    SpecialForms.requireCount(call, 2);
  }

  /** The rows of the relation with their sessions among the rows with equal keys. */
  Relation over(Relation relation, List<Expression> keys) {
    Expression time = call.arguments().get(0);
    Relation timed = filter(relation, plain("isnotnull", time));
    // Text becomes a timestamp by that.
    Expression start = plain("+", time, new Literal(0L, DataType.DAY_TIME_INTERVAL, call.origin()));
    Relation ends = with(timed, named(start, START), named(plain("+", start, gap()), END));
    ends = filter(ends, plain(">", column(END), column(START)));
    Expression latest = windowed(plain("max", column(END)), keys, running(-1));
    Expression first =
        new Expression.CaseWhen(
            List.of(new Expression.CaseWhen.Branch(plain("<=", column(START), latest), integer(0))),
            Optional.of(integer(1)),
            call.origin());
    Relation flagged = with(ends, named(first, FIRST));
    Relation numbered =
        with(flagged, named(windowed(plain("sum", column(FIRST)), keys, running(0)), NUMBER));
    var session = new ArrayList<>(keys);
    session.add(column(NUMBER));
    Expression window =
        plain(
            "named_struct",
            text("start"),
            windowed(plain("min", column(START)), session, Optional.empty()),
            text("end"),
            windowed(plain("max", column(END)), session, Optional.empty()));
    var star = new Expression.Star(List.of(), List.of(START, END, FIRST, NUMBER), call.origin());
    return new Relation.Project(
        numbered, List.of(star, named(window, TimeWindows.SESSION)), call.origin());
  }

  private Expression gap() {
    Expression gap = call.arguments().get(1);
    boolean text = gap instanceof Literal literal && literal.value() instanceof String;
    return text
        ? new Literal(
            TimeWindows.duration(gap, call, "gap"), DataType.DAY_TIME_INTERVAL, gap.origin())
        : gap;
  }

  private Relation filter(Relation relation, Expression condition) {
    return new Relation.Filter(relation, condition, call.origin());
  }

  private Relation with(Relation relation, Alias... columns) {
    var list = new ArrayList<Expression>();
    list.add(new Expression.Star(List.of(), List.of(), call.origin()));
    list.addAll(List.of(columns));
    return new Relation.Project(relation, list, call.origin());
  }

  /** From the partition's start to a row before, or the current one, in the order of time. */
  private Optional<WindowSpec.Frame> running(int upTo) {
    WindowSpec.Bound upper =
        upTo == 0 ? new WindowSpec.Bound.CurrentRow() : new WindowSpec.Bound.Offset(integer(upTo));
    return Optional.of(
        new WindowSpec.Frame(WindowSpec.Unit.ROWS, new WindowSpec.Bound.Unbounded(), upper));
  }

  private Expression windowed(
      Call function, List<Expression> keys, Optional<WindowSpec.Frame> frame) {
    List<SortKey> order =
        frame.isEmpty() ? List.of() : List.of(new SortKey(column(START), true, Optional.empty()));
    return new Expression.Windowed(function, new WindowSpec(keys, order, frame), call.origin());
  }

  private Call plain(String name, Expression... arguments) {
    return Call.of(name, List.of(arguments), call.origin());
  }

  private Alias named(Expression expression, String name) {
    return new Alias(expression, name, call.origin());
  }

  private Attribute column(String name) {
    return new Attribute(List.of(name), call.origin());
  }

  private Literal integer(int value) {
    return new Literal(value, DataType.INTEGER, call.origin());
  }

  private Literal text(String value) {
    return new Literal(value, DataType.STRING, call.origin());
  }
}
