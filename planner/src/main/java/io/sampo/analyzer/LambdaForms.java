package io.sampo.analyzer;

import static java.util.Map.entry;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Lambda;
import io.sampo.plan.expression.LambdaVariable;
import io.sampo.plan.function.BoundFunction;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Functions that take functions: the parameters' types come from the collection, the result's type
 * from the body.
 */
final class LambdaForms {
  private LambdaForms() {}

  static Map<String, Form> forms() {
    return Map.ofEntries(
        entry("transform", (resolver, call) -> new Building(resolver, call).transform()),
        entry("filter", (resolver, call) -> new Building(resolver, call).filter()),
        entry("exists", (resolver, call) -> new Building(resolver, call).test()),
        entry("forall", (resolver, call) -> new Building(resolver, call).test()),
        entry("aggregate", (resolver, call) -> new Building(resolver, call).aggregate()),
        entry("reduce", (resolver, call) -> new Building(resolver, call).aggregate()),
        entry("zip_with", (resolver, call) -> new Building(resolver, call).zipWith()),
        entry("map_zip_with", (resolver, call) -> new Building(resolver, call).mapZipWith()),
        entry("map_filter", (resolver, call) -> new Building(resolver, call).mapFilter()),
        entry("transform_keys", (resolver, call) -> new Building(resolver, call).transformKeys()),
        entry(
            "transform_values", (resolver, call) -> new Building(resolver, call).transformValues()),
        entry("array_sort", (resolver, call) -> new Building(resolver, call).arraySort()));
  }

  /** The resolution of one call. */
  private record Building(ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    Expression transform() {
      SpecialForms.requireCount(call, 2);
      Expression array = array(0);
      Lambda lambda = lambda(1, List.of(element(array), variable("i", DataType.INTEGER, false)), 1);
      return built(new ArrayType(lambda.type(), lambda.nullable()), array, lambda);
    }

    Expression filter() {
      SpecialForms.requireCount(call, 2);
      Expression array = array(0);
      Lambda lambda =
          condition(lambda(1, List.of(element(array), variable("i", DataType.INTEGER, false)), 1));
      return built(array.type(), array, lambda);
    }

    Expression test() {
      SpecialForms.requireCount(call, 2);
      Expression array = array(0);
      return built(DataType.BOOLEAN, array, condition(lambda(1, List.of(element(array)), 1)));
    }

    /** The accumulator has the type of what the function yields, to which the start is cast. */
    Expression aggregate() {
      SpecialForms.requireCount(call, 3, 4);
      Expression array = array(0);
      Expression start = resolver.resolve(call.arguments().get(1));
      Lambda merge = lambda(2, List.of(variable("acc", start.type(), true), element(array)), 2);
      if (!merge.type().equals(start.type())) {
        start = resolver.binder().cast(start, merge.type(), false, call.origin());
        merge = lambda(2, List.of(variable("acc", start.type(), true), element(array)), 2);
        merge =
            new Lambda(merge.parameters(), resolver.binder().coerce(merge.body(), start.type()));
      }
      if (call.arguments().size() == 3) {
        return built(start.type(), array, start, merge);
      }
      Lambda finish = lambda(3, List.of(variable("acc", start.type(), true)), 1);
      return built(finish.type(), array, start, merge, finish);
    }

    Expression zipWith() {
      SpecialForms.requireCount(call, 3);
      Expression left = array(0);
      Expression right = array(1);
      LambdaVariable x = variable("x", ((ArrayType) left.type()).elementType(), true);
      LambdaVariable y = variable("y", ((ArrayType) right.type()).elementType(), true);
      Lambda lambda = lambda(2, List.of(x, y), 2);
      return built(new ArrayType(lambda.type(), lambda.nullable()), left, right, lambda);
    }

    Expression mapZipWith() {
      SpecialForms.requireCount(call, 3);
      Expression left = map(0);
      Expression right = map(1);
      var a = (MapType) left.type();
      var b = (MapType) right.type();
      if (!a.keyType().equals(b.keyType())) {
        throw mismatch(
            "takes maps of the same keys, but got "
                + a.keyType().sql()
                + " and "
                + b.keyType().sql());
      }
      LambdaVariable key = variable("k", a.keyType(), false);
      LambdaVariable x = variable("v1", a.valueType(), true);
      LambdaVariable y = variable("v2", b.valueType(), true);
      Lambda lambda = lambda(2, List.of(key, x, y), 3);
      return built(new MapType(a.keyType(), lambda.type(), lambda.nullable()), left, right, lambda);
    }

    Expression mapFilter() {
      SpecialForms.requireCount(call, 2);
      Expression map = map();
      return built(map.type(), map, condition(lambda(1, entry((MapType) map.type()), 2)));
    }

    Expression transformKeys() {
      SpecialForms.requireCount(call, 2);
      Expression map = map();
      var type = (MapType) map.type();
      Lambda lambda = lambda(1, entry(type), 2);
      return built(
          new MapType(lambda.type(), type.valueType(), type.valueContainsNull()), map, lambda);
    }

    Expression transformValues() {
      SpecialForms.requireCount(call, 2);
      Expression map = map();
      var type = (MapType) map.type();
      Lambda lambda = lambda(1, entry(type), 2);
      return built(new MapType(type.keyType(), lambda.type(), lambda.nullable()), map, lambda);
    }

    /** Without a comparator it is an ordinary call. */
    @Nullable Expression arraySort() {
      if (call.arguments().size() != 2) {
        return null;
      }
      Expression array = array(0);
      Lambda lambda = lambda(1, List.of(element(array), element(array)), 2);
      Expression body =
          resolver.binder().cast(lambda.body(), DataType.INTEGER, false, call.origin());
      return built(array.type(), array, new Lambda(lambda.parameters(), body));
    }

    private Expression array(int index) {
      Expression array = resolver.resolve(call.arguments().get(index));
      if (array.type().equals(DataType.NULL)) {
        return resolver.binder().coerce(array, new ArrayType(DataType.NULL, true));
      }
      if (!(array.type() instanceof ArrayType)) {
        throw mismatch("takes an array, but got " + array.type().sql());
      }
      return array;
    }

    private Expression map() {
      return map(0);
    }

    private Expression map(int index) {
      Expression map = resolver.resolve(call.arguments().get(index));
      if (!(map.type() instanceof MapType)) {
        throw mismatch("takes a map, but got " + map.type().sql());
      }
      return map;
    }

    private SampoException mismatch(String details) {
      return AnalyzerErrors.mismatch(
          Binder.text(call.origin(), call.name()), call.name() + " " + details, call.origin());
    }

    private LambdaVariable variable(String name, DataType type, boolean nullable) {
      return new LambdaVariable(resolver.analysis().ids().next(), name, type, nullable);
    }

    private LambdaVariable element(Expression array) {
      var type = (ArrayType) array.type();
      return variable("x", type.elementType(), type.containsNull());
    }

    private List<LambdaVariable> entry(MapType map) {
      return List.of(
          variable("k", map.keyType(), false),
          variable("v", map.valueType(), map.valueContainsNull()));
    }

    /** The function at a position, which has at least so many of the parameters offered. */
    private Lambda lambda(int index, List<LambdaVariable> offered, int least) {
      if (!(call.arguments().get(index) instanceof io.sampo.spec.Expression.Lambda written)) {
        throw mismatch("takes a function such as x -> x + 1 as argument " + (index + 1));
      }
      int count = written.parameters().size();
      if (count < least || count > offered.size()) {
        throw new SampoException(
            ErrorCode.WRONG_NUM_ARGS,
            Map.of("name", "lambda of " + call.name(), "expected", least, "actual", count),
            written.origin().span());
      }
      var parameters = new ArrayList<LambdaVariable>();
      for (int i = 0; i < count; i++) {
        LambdaVariable one = offered.get(i);
        parameters.add(
            new LambdaVariable(one.id(), written.parameters().get(i), one.type(), one.nullable()));
      }
      var names = new LambdaNames(resolver.names(), parameters, resolver.analysis());
      return new Lambda(
          parameters, resolver.withNames(names, () -> resolver.resolve(written.body())));
    }

    private Lambda condition(Lambda lambda) {
      Expression body = resolver.binder().condition(lambda.body(), call.name(), call.origin());
      return new Lambda(lambda.parameters(), body);
    }

    private Expression built(DataType type, Expression... arguments) {
      List<Expression> all = List.of(arguments);
      var bound =
          new BoundFunction(
              CallResolver.definition(call),
              all.stream().map(Expression::type).toList(),
              type,
              Optional.empty());
      return Call.of(bound, all, call.origin());
    }
  }
}
