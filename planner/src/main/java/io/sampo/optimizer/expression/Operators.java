package io.sampo.optimizer.expression;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Builds calls of the operators that rewrites need. Safe for use by many threads. */
public final class Operators {
  private final Function<String, FunctionDefinition> functions;
  private final Map<Form, BoundFunction> bound = new ConcurrentHashMap<>();
  private final BoundFunction and;
  private final BoundFunction or;
  private final BoundFunction not;

  /**
   * @param functions finds a function by its lower-case name
   */
  public Operators(Function<String, FunctionDefinition> functions) {
    this.functions = functions;
    List<DataType> two = List.of(DataType.BOOLEAN, DataType.BOOLEAN);
    this.and = bind("and", two);
    this.or = bind("or", two);
    this.not = bind("not", List.of(DataType.BOOLEAN));
  }

  /** The form of a function for the given argument types. */
  public BoundFunction bind(String name, List<DataType> types) {
    return bound.computeIfAbsent(
        new Form(name, types),
        form -> {
          FunctionDefinition definition = functions.apply(name);
          return definition.signature().bind(definition, form.types());
        });
  }

  private record Form(String name, List<DataType> types) {
    Form {
      types = List.copyOf(types);
    }
  }

  /** A call of any scalar function; arguments of other types than it takes are cast. */
  public Call call(String name, Expression... arguments) {
    List<DataType> types = Arrays.stream(arguments).map(Expression::type).toList();
    BoundFunction function = bind(name, types);
    var fitting = new ArrayList<Expression>();
    for (int i = 0; i < arguments.length; i++) {
      DataType wanted = function.argumentTypes().get(i);
      fitting.add(
          wanted.equals(arguments[i].type())
              ? arguments[i]
              : new Cast(arguments[i], wanted, false, Origin.NONE));
    }
    return Call.of(function, fitting, Origin.NONE);
  }

  /**
   * All of them; {@link Literal#TRUE} of none. Duplicates and TRUE are left out, the order is kept.
   */
  public Expression and(SequencedCollection<Expression> conjuncts) {
    return combine(and, new LinkedHashSet<>(conjuncts), Literal.TRUE);
  }

  public Expression and(Expression first, Expression second) {
    var all = new ArrayList<>(Conjuncts.split(first));
    all.addAll(Conjuncts.split(second));
    return and(all);
  }

  /** Any of them; {@link Literal#FALSE} of none. */
  public Expression or(SequencedCollection<Expression> disjuncts) {
    return combine(or, new LinkedHashSet<>(disjuncts), Literal.FALSE);
  }

  private static Expression combine(
      BoundFunction operator, LinkedHashSet<Expression> parts, Literal neutral) {
    parts.remove(neutral);
    return parts.stream()
        .reduce((left, right) -> Call.of(operator, List.of(left, right), Origin.NONE))
        .orElse(neutral);
  }

  /** The negation, with comparisons turned round and double negations gone. */
  public Expression not(Expression operand) {
    if (operand instanceof Call call) {
      if (call.name().equals("not")) {
        return call.arguments().getFirst();
      }
      Optional<String> negated = Comparisons.negated(call.name());
      if (negated.isPresent() && call.arguments().size() == 2) {
        return call(negated.get(), call.arguments().get(0), call.arguments().get(1));
      }
    }
    if (operand instanceof Literal literal && literal.value() instanceof Boolean truth) {
      return truth ? Literal.FALSE : Literal.TRUE;
    }
    return Call.of(not, List.of(operand), Origin.NONE);
  }

  public Expression equal(Expression left, Expression right) {
    return call("=", left, right);
  }

  public Expression nullSafeEqual(Expression left, Expression right) {
    return left.nullable() || right.nullable() ? call("<=>", left, right) : call("=", left, right);
  }

  public Expression isNull(Expression operand) {
    return operand.nullable() ? call("isnull", operand) : Literal.FALSE;
  }

  public Expression isNotNull(Expression operand) {
    return operand.nullable() ? call("isnotnull", operand) : Literal.TRUE;
  }

  /** {@code CASE WHEN condition THEN value ELSE otherwise END}. */
  public Expression choose(Expression condition, Expression value, Expression otherwise) {
    return new Conditional(
        List.of(new Conditional.Branch(condition, value)), otherwise, Origin.NONE);
  }
}
