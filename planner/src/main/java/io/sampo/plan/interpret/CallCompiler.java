package io.sampo.plan.interpret;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.function.NullPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles calls: of kernels, and of the operators that the engine knows by name. */
final class CallCompiler {
  private CallCompiler() {}

  static Evaluator compile(Call call, Interpreter interpreter) {
    if (call.function().kernel().isPresent()) {
      return KernelCall.compile(call, interpreter);
    }
    if (HigherOrder.takes(call)) {
      return HigherOrder.compile(call, interpreter);
    }
    if (call.name().equals("try_result")) {
      return attempt(call, interpreter);
    }
    List<Evaluator> arguments = call.arguments().stream().map(interpreter::compile).toList();
    return switch (call.name()) {
      case "and" -> and(arguments.get(0), arguments.get(1));
      case "or" -> or(arguments.get(0), arguments.get(1));
      case "not" -> strict(arguments.getFirst(), value -> !(Boolean) value);
      case "isnull" -> isNull(arguments.getFirst());
      case "isnotnull" -> isNotNull(arguments.getFirst());
      case "isnan" -> isNan(arguments.getFirst());
      case "coalesce" -> coalesce(arguments);
      case "=", "<>", "<", "<=", ">", ">=", "<=>" ->
          Comparisons.compile(call.name(), arguments.get(0), arguments.get(1));
      case "+", "-", "*", "/", "%", "pmod", "div", "&", "|", "^" -> binary(call, arguments);
      case "negative", "~" -> {
        Operation operation = Arithmetic.unary(call.name(), call.type());
        yield strict(arguments.getFirst(), operation);
      }
      case "positive" -> arguments.getFirst();
      default ->
          throw SampoException.internal("no evaluator for the function " + call.name(), null);
    };
  }

  /** Null when the call itself fails; errors of its arguments pass. */
  private static Evaluator attempt(Call attempted, Interpreter interpreter) {
    if (!(attempted.arguments().getFirst() instanceof Call inner)) {
      return interpreter.compile(attempted.arguments().getFirst());
    }
    Evaluator[] arguments =
        inner.arguments().stream().map(interpreter::compile).toArray(Evaluator[]::new);
    var slots = new ArrayList<Expression>();
    for (int i = 0; i < arguments.length; i++) {
      Expression argument = inner.arguments().get(i);
      slots.add(new ColumnReference(i, "argument", argument.type(), argument.nullable()));
    }
    Evaluator operation =
        Interpreter.compile(
            inner.withChildren(slots), column -> (int) column.id(), interpreter.zone());
    return row -> {
      var values = new @Nullable Object[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        values[i] = arguments[i].evaluate(row);
      }
      try {
        return operation.evaluate(values);
      } catch (SampoException e) {
        return null;
      }
    };
  }

  private static Evaluator binary(Call call, List<Evaluator> arguments) {
    List<Expression> typed = call.arguments();
    BinaryOperation operation =
        Arithmetic.binary(call.name(), typed.get(0).type(), typed.get(1).type(), call.type());
    Evaluator left = arguments.get(0);
    Evaluator right = arguments.get(1);
    return row -> {
      Object a = left.evaluate(row);
      if (a == null) {
        return null;
      }
      Object b = right.evaluate(row);
      return b == null ? null : operation.apply(a, b);
    };
  }

  static Evaluator strict(Evaluator argument, Operation operation) {
    return row -> {
      Object value = argument.evaluate(row);
      return value == null ? null : operation.apply(value);
    };
  }

  private static Evaluator and(Evaluator left, Evaluator right) {
    return row -> {
      Object a = left.evaluate(row);
      if (Boolean.FALSE.equals(a)) {
        return false;
      }
      Object b = right.evaluate(row);
      return Boolean.FALSE.equals(b) ? Boolean.FALSE : both(a, b);
    };
  }

  private static Evaluator or(Evaluator left, Evaluator right) {
    return row -> {
      Object a = left.evaluate(row);
      if (Boolean.TRUE.equals(a)) {
        return true;
      }
      Object b = right.evaluate(row);
      return Boolean.TRUE.equals(b) ? Boolean.TRUE : both(a, b);
    };
  }

  /** Null when a side is null, else the right side, whose value decides. */
  private static @Nullable Object both(@Nullable Object left, @Nullable Object right) {
    return left == null ? null : right;
  }

  private static Evaluator isNull(Evaluator argument) {
    return row -> argument.evaluate(row) == null;
  }

  private static Evaluator isNotNull(Evaluator argument) {
    return row -> argument.evaluate(row) != null;
  }

  private static Evaluator isNan(Evaluator argument) {
    return row ->
        argument.evaluate(row) instanceof Number number && Double.isNaN(number.doubleValue());
  }

  private static Evaluator coalesce(List<Evaluator> arguments) {
    Evaluator[] all = arguments.toArray(Evaluator[]::new);
    return row -> {
      for (Evaluator argument : all) {
        Object value = argument.evaluate(row);
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }

  static boolean seesNulls(NullPolicy policy) {
    return switch (policy) {
      case STRICT, STRICT_NULLABLE -> false;
      case CALLED_ON_NULL, NULL_ONLY_ON_NULL, NULL_ONLY_ON_ALL_NULL, NEVER_NULL -> true;
    };
  }

  /** Computes from a value that is not null. */
  @FunctionalInterface
  interface Operation {
    @Nullable Object apply(Object value);
  }

  /** Computes from two values that are not null. */
  @FunctionalInterface
  interface BinaryOperation {
    @Nullable Object apply(Object left, Object right);
  }
}
