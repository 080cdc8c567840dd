package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.CastRules;
import io.sampo.plan.function.DecimalRules;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.function.TypeCoercion;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.StringType;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Chooses functions for typed arguments and casts the arguments as the chosen form wants them. */
final class Binder {
  private static final Set<String> DECIMAL_OPERATORS =
      Set.of("+", "-", "*", "/", "%", "div", "=", "<=>", "<>", "<", "<=", ">", ">=");

  private final FunctionRegistry registry = FunctionRegistry.standard();
  private final AnalyzerSettings settings;

  Binder(AnalyzerSettings settings) {
    this.settings = settings;
  }

  /** A function that the analyzer itself asks for. */
  FunctionDefinition definition(String name) {
    return registry.require(name);
  }

  /** A scalar call of a function that exists. */
  Expression call(String name, List<Expression> arguments, Origin origin) {
    return call(definition(name), arguments, origin);
  }

  Expression call(FunctionDefinition definition, List<Expression> arguments, Origin origin) {
    List<Expression> adjusted = adjustLiterals(definition.name(), arguments);
    BoundFunction bound = bind(definition, adjusted, origin);
    return Call.of(bound, fit(bound, adjusted, origin), origin);
  }

  /** The form of the function for the arguments, errors with their place. */
  BoundFunction bind(FunctionDefinition definition, List<Expression> arguments, Origin origin) {
    try {
      return definition
          .signature()
          .bind(definition, arguments.stream().map(Expression::type).toList());
    } catch (SampoException e) {
      if (e.code() == ErrorCode.DATATYPE_MISMATCH && origin.span() != null) {
        var parameters = new HashMap<>(e.parameters());
        parameters.put("expression", '"' + origin.span().covered() + '"');
        throw new SampoException(e.code(), parameters, origin.span(), e);
      }
      throw e.at(origin.span());
    }
  }

  /**
   * The arguments, cast to what the form wants; with the time zone behind them when it wants that
   * too.
   *
   * @param origin the call's place, for errors of casts whose argument has none of its own
   */
  List<Expression> fit(BoundFunction bound, List<Expression> arguments, Origin origin) {
    List<DataType> types = bound.argumentTypes();
    var fitted = new ArrayList<Expression>(types.size());
    for (int i = 0; i < arguments.size(); i++) {
      fitted.add(coerce(arguments.get(i), types.get(i), origin));
    }
    if (types.size() == arguments.size() + 1) {
      fitted.add(new Literal(settings.zone().getId(), DataType.STRING));
    }
    return fitted;
  }

  /** Casts where the types differ. */
  Expression coerce(Expression expression, DataType type) {
    return coerce(expression, type, Origin.NONE);
  }

  /** Casts where the types differ; literals and columns have no place but that around them. */
  private static Expression coerce(Expression expression, DataType type, Origin around) {
    if (expression.type().equals(type)) {
      return expression;
    }
    if (expression instanceof Literal literal && literal.value() == null) {
      return new Literal(null, type);
    }
    Origin own = expression.origin();
    return new Cast(expression, type, false, own.span() == null ? around : own);
  }

  /** A conversion that the query asks for. */
  Expression cast(Expression child, DataType type, boolean lenient, Origin origin) {
    if (!CastRules.allowed(child.type(), type)) {
      String details = "cannot cast " + child.type().sql() + " to " + type.sql();
      throw AnalyzerErrors.mismatch(text(origin, "CAST"), details, origin);
    }
    if (child instanceof Literal literal && literal.value() == null) {
      return new Literal(null, type);
    }
    return child.type().equals(type) ? child : new Cast(child, type, lenient, origin);
  }

  /** A condition: BOOLEAN, or NULL which is taken for one. */
  Expression condition(Expression expression, String clause, Origin origin) {
    if (expression.type() instanceof NullType) {
      return coerce(expression, DataType.BOOLEAN);
    }
    if (!expression.type().equals(DataType.BOOLEAN)) {
      throw AnalyzerErrors.notACondition(
          clause, text(origin, "the condition"), expression.type(), origin);
    }
    return expression;
  }

  /** All expressions at their common type. */
  List<Expression> unify(List<Expression> expressions, String what, Origin origin) {
    List<DataType> types = expressions.stream().map(Expression::type).toList();
    DataType type =
        TypeCoercion.common(types)
            .orElseThrow(() ->
                AnalyzerErrors.mismatch(
                    text(origin, what),
                    what + " has values without a common type: " + types,
                    origin));
    return expressions.stream().map(expression -> coerce(expression, type, origin)).toList();
  }

  /** A field of a struct, or of each struct of an array. */
  Expression field(Expression struct, String name, Origin origin) {
    if (struct.type() instanceof ArrayType array
        && array.elementType() instanceof StructType element) {
      OptionalInt place = element.indexOf(name);
      if (place.isEmpty()) {
        throw AnalyzerErrors.unresolvedColumn(List.of(name), element.names(), origin);
      }
      return StructAccess.fieldOfEach(this, struct, array, place.getAsInt(), origin);
    }
    if (struct.type() instanceof MapType map && map.keyType() instanceof StringType) {
      return call("element_at", List.of(struct, new Literal(name, DataType.STRING)), origin);
    }
    if (!(struct.type() instanceof StructType type)) {
      String details =
          "a field can only be taken from a struct, but this is " + struct.type().sql();
      throw AnalyzerErrors.mismatch(text(origin, name), details, origin);
    }
    OptionalInt index = type.indexOf(name);
    if (index.isEmpty()) {
      throw AnalyzerErrors.unresolvedColumn(List.of(name), type.names(), origin);
    }
    return StructAccess.field(this, struct, type, index.getAsInt(), origin);
  }

  static String text(Origin origin, String otherwise) {
    return origin.span() == null ? otherwise : '"' + origin.span().covered() + '"';
  }

  /**
   * Gives integer literals that meet a decimal the smallest decimal type, so that results are no
   * wider than needed.
   */
  private List<Expression> adjustLiterals(String operator, List<Expression> arguments) {
    if (arguments.size() != 2 || !DECIMAL_OPERATORS.contains(operator)) {
      return arguments;
    }
    Expression left = arguments.get(0);
    Expression right = arguments.get(1);
    return List.of(besideDecimal(left, right), besideDecimal(right, left));
  }

  /** An integer literal beside a decimal: the smallest decimal; any other expression as it is. */
  static Expression besideDecimal(Expression expression, Expression other) {
    boolean meets = other.type() instanceof DecimalType && expression.type().isIntegral();
    if (meets
        && expression instanceof Literal literal
        && literal.value() instanceof Number number) {
      BigDecimal value = BigDecimal.valueOf(number.longValue());
      return new Literal(value, DecimalRules.ofValue(value));
    }
    return expression;
  }
}
