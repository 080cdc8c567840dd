package io.sampo.plan.interpret;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Lambda;
import io.sampo.plan.function.kernel.MapKernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles calls that take functions. A function's parameters are cells that its body's evaluators
 * read.
 */
final class HigherOrder {
  private final Call call;
  private final Interpreter interpreter;

  private HigherOrder(Call call, Interpreter interpreter) {
    this.call = call;
    this.interpreter = interpreter;
  }

  static boolean takes(Call call) {
    return call.arguments().stream().anyMatch(Lambda.class::isInstance);
  }

  static Evaluator compile(Call call, Interpreter interpreter) {
    var compiler = new HigherOrder(call, interpreter);
    return switch (call.name()) {
      case "transform" -> compiler.transform();
      case "filter" -> compiler.filter();
      case "exists" -> compiler.test(true);
      case "forall" -> compiler.test(false);
      case "aggregate" -> compiler.aggregate();
      case "zip_with" -> compiler.zipWith();
      case "map_zip_with" -> compiler.mapZipWith();
      case "map_filter" -> compiler.mapFilter();
      case "transform_keys" -> compiler.transformKeys();
      case "transform_values" -> compiler.transformValues();
      case "array_sort" -> compiler.sort();
      default ->
          throw SampoException.internal("no evaluator for the function " + call.name(), null);
    };
  }

  /** A function ready to be called. */
  private record Function(List<Interpreter.Cell> parameters, Evaluator body) {
    @Nullable Object apply(@Nullable Object[] row, @Nullable Object first) {
      parameters.getFirst().value = first;
      return body.evaluate(row);
    }

    @Nullable Object apply(
        @Nullable Object[] row, @Nullable Object first, @Nullable Object second) {
      if (parameters.size() > 1) {
        parameters.get(1).value = second;
      }
      return apply(row, first);
    }
  }

  private Evaluator argument(int index) {
    return interpreter.compile(call.arguments().get(index));
  }

  private Function function(int index) {
    var lambda = (Lambda) call.arguments().get(index);
    return new Function(interpreter.cells(lambda), interpreter.compile(lambda.body()));
  }

  /** Computes from an array that is not null. */
  private interface OfArray {
    @Nullable Object apply(@Nullable Object[] row, List<?> array);
  }

  private interface OfMap {
    @Nullable Object apply(@Nullable Object[] row, Map<?, ?> map);
  }

  private Evaluator ofArray(OfArray operation) {
    Evaluator array = argument(0);
    return row -> {
      Object value = array.evaluate(row);
      return value == null ? null : operation.apply(row, (List<?>) value);
    };
  }

  private Evaluator ofMap(OfMap operation) {
    Evaluator map = argument(0);
    return row -> {
      Object value = map.evaluate(row);
      return value == null ? null : operation.apply(row, (Map<?, ?>) value);
    };
  }

  private Evaluator transform() {
    Function function = function(1);
    return ofArray((row, array) -> {
      var result = new ArrayList<@Nullable Object>(array.size());
      for (int i = 0; i < array.size(); i++) {
        result.add(function.apply(row, array.get(i), i));
      }
      return result;
    });
  }

  private Evaluator filter() {
    Function function = function(1);
    return ofArray((row, array) -> {
      var result = new ArrayList<@Nullable Object>();
      for (int i = 0; i < array.size(); i++) {
        if (Boolean.TRUE.equals(function.apply(row, array.get(i), i))) {
          result.add(array.get(i));
        }
      }
      return result;
    });
  }

  /** Stops at the deciding answer; without one the result is null if some answer was. */
  private Evaluator test(boolean deciding) {
    Function function = function(1);
    return ofArray((row, array) -> {
      boolean unknown = false;
      for (Object element : array) {
        Object answer = function.apply(row, element);
        if (answer == null) {
          unknown = true;
        } else if ((Boolean) answer == deciding) {
          return deciding;
        }
      }
      return unknown ? null : Boolean.valueOf(!deciding);
    });
  }

  private Evaluator aggregate() {
    Evaluator start = argument(1);
    Function merge = function(2);
    Function finish = call.arguments().size() > 3 ? function(3) : null;
    return ofArray((row, array) -> {
      Object sum = start.evaluate(row);
      for (Object element : array) {
        sum = merge.apply(row, sum, element);
      }
      return finish == null ? sum : finish.apply(row, sum);
    });
  }

  private Evaluator zipWith() {
    Evaluator right = argument(1);
    Function function = function(2);
    return ofArray((row, left) -> {
      var others = (List<?>) right.evaluate(row);
      if (others == null) {
        return null;
      }
      var result = new ArrayList<@Nullable Object>();
      for (int i = 0; i < Math.max(left.size(), others.size()); i++) {
        Object a = i < left.size() ? left.get(i) : null;
        Object b = i < others.size() ? others.get(i) : null;
        result.add(function.apply(row, a, b));
      }
      return result;
    });
  }

  /** The keys of the first map, then those that only the second one has. */
  private Evaluator mapZipWith() {
    Evaluator right = argument(1);
    Function function = function(2);
    return ofMap((row, left) -> {
      var others = (Map<?, ?>) right.evaluate(row);
      if (others == null) {
        return null;
      }
      var keys = new LinkedHashSet<@Nullable Object>(left.keySet());
      keys.addAll(others.keySet());
      var result = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      for (Object key : keys) {
        function.parameters().get(2).value = others.get(key);
        result.put(key, function.apply(row, key, left.get(key)));
      }
      return result;
    });
  }

  private Evaluator mapFilter() {
    Function function = function(1);
    return ofMap((row, map) -> {
      var result = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      map.forEach((key, value) -> {
        if (Boolean.TRUE.equals(function.apply(row, key, value))) {
          result.put(key, value);
        }
      });
      return result;
    });
  }

  private Evaluator transformKeys() {
    Function function = function(1);
    return ofMap((row, map) -> {
      var entries = new ArrayList<@Nullable Object>(map.size() * 2);
      map.forEach((key, value) -> {
        entries.add(function.apply(row, key, value));
        entries.add(value);
      });
      return MapKernels.map(entries.toArray());
    });
  }

  private Evaluator transformValues() {
    Function function = function(1);
    return ofMap((row, map) -> {
      var result = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      map.forEach((key, value) -> result.put(key, function.apply(row, key, value)));
      return result;
    });
  }

  private Evaluator sort() {
    Function function = function(1);
    return ofArray((row, array) -> {
      var sorted = new ArrayList<@Nullable Object>(array);
      sorted.sort((a, b) -> {
        Object order = function.apply(row, a, b);
        if (order == null) {
          throw SampoException.unsupported(
              "A comparator of array_sort that yields NULL",
              "Cover all cases, NULLs included.",
              null);
        }
        return (Integer) order;
      });
      return sorted;
    });
  }
}
