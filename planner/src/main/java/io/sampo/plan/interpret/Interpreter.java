package io.sampo.plan.interpret;

import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.Lambda;
import io.sampo.plan.expression.LambdaVariable;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.function.kernel.OrderKernels;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Compiles expressions into evaluators. */
public final class Interpreter {
  private final ToIntFunction<ColumnReference> slotOf;
  private final ZoneId zone;
  private final Map<Long, Cell> variables = new HashMap<>();

  private Interpreter(ToIntFunction<ColumnReference> slotOf, ZoneId zone) {
    this.slotOf = slotOf;
    this.zone = zone;
  }

  /** The current value of a lambda's parameter. */
  static final class Cell {
    @Nullable Object value;
  }

  /**
   * Compiles for the time zone UTC.
   *
   * @param slotOf where in the row a column stands
   */
  public static Evaluator compile(Expression expression, ToIntFunction<ColumnReference> slotOf) {
    return compile(expression, slotOf, ZoneOffset.UTC);
  }

  /**
   * @param slotOf where in the row a column stands
   * @param zone the session's time zone, for casts between text, dates and timestamps
   */
  public static Evaluator compile(
      Expression expression, ToIntFunction<ColumnReference> slotOf, ZoneId zone) {
    return new Interpreter(slotOf, zone).compile(expression);
  }

  /** The value of an expression without columns. */
  public static @Nullable Object constant(Expression expression, ZoneId zone) {
    ToIntFunction<ColumnReference> none =
        column -> {
          throw SampoException.internal(column + " is not a constant", null);
        };
    return compile(expression, none, zone).evaluate(new Object[0]);
  }

  ZoneId zone() {
    return zone;
  }

  Evaluator compile(Expression expression) {
    return switch (expression) {
      case Literal literal -> constant(literal.value());
      case ColumnReference column -> column(slotOf.applyAsInt(column));
      case Call call -> call(call);
      case Cast cast -> cast(cast);
      case Conditional conditional -> conditional(conditional);
      case InList in -> in(in);
      case LambdaVariable variable -> variable(variable);
      case Lambda lambda -> throw refused(lambda);
      case AggregateCall aggregate -> throw refused(aggregate);
      case WindowCall window -> throw refused(window);
      case ExistsSubquery exists -> throw refused(exists);
      case InSubquery in -> throw refused(in);
      case QuantifiedSubquery quantified -> throw refused(quantified);
      case ScalarSubquery scalar -> throw refused(scalar);
    };
  }

  private static SampoException refused(Expression expression) {
    return SampoException.internal(
        expression.getClass().getSimpleName() + " is not an expression of one row", null);
  }

  private static Evaluator constant(@Nullable Object value) {
    return row -> value;
  }

  private static Evaluator column(int slot) {
    return row -> row[slot];
  }

  private Evaluator variable(LambdaVariable variable) {
    Cell cell = variables.computeIfAbsent(variable.id(), id -> new Cell());
    return row -> cell.value;
  }

  /** The cells of a lambda's parameters, for those who call its body. */
  List<Cell> cells(Lambda lambda) {
    return lambda.parameters().stream()
        .map(parameter -> variables.computeIfAbsent(parameter.id(), id -> new Cell()))
        .toList();
  }

  private Evaluator call(Call call) {
    Evaluator plain = CallCompiler.compile(call, this);
    Span span = call.origin().span();
    return span == null ? plain : placed(plain, span);
  }

  private static Evaluator placed(Evaluator plain, Span span) {
    return row -> {
      try {
        return plain.evaluate(row);
      } catch (SampoException e) {
        throw e.at(span);
      }
    };
  }

  private Evaluator cast(Cast cast) {
    Evaluator child = compile(cast.child());
    Conversion conversion = Conversions.of(cast.child().type(), cast.type(), cast.lenient(), zone);
    Evaluator plain =
        row -> {
          Object value = child.evaluate(row);
          return value == null ? null : conversion.convert(value);
        };
    Span span = cast.origin().span();
    return span == null ? plain : placed(plain, span);
  }

  private Evaluator conditional(Conditional conditional) {
    int count = conditional.branches().size();
    var conditions = new Evaluator[count];
    var values = new Evaluator[count];
    for (int i = 0; i < count; i++) {
      conditions[i] = compile(conditional.branches().get(i).condition());
      values[i] = compile(conditional.branches().get(i).value());
    }
    Evaluator otherwise = compile(conditional.otherwise());
    return row -> {
      for (int i = 0; i < conditions.length; i++) {
        if (Boolean.TRUE.equals(conditions[i].evaluate(row))) {
          return values[i].evaluate(row);
        }
      }
      return otherwise.evaluate(row);
    };
  }

  private Evaluator in(InList in) {
    Evaluator value = compile(in.value());
    Evaluator[] items = in.items().stream().map(this::compile).toArray(Evaluator[]::new);
    return row -> {
      Object wanted = value.evaluate(row);
      if (wanted == null) {
        return null;
      }
      boolean unknown = false;
      for (Evaluator item : items) {
        Object candidate = item.evaluate(row);
        if (candidate != null && OrderKernels.same(wanted, candidate)) {
          return true;
        }
        unknown |= candidate == null;
      }
      return unknown ? null : Boolean.FALSE;
    };
  }
}
