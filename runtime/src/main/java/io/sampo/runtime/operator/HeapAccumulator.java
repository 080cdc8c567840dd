package io.sampo.runtime.operator;

import io.sampo.error.SampoException;
import io.sampo.plan.function.BoundFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An aggregate that keeps its values as Java objects. Results do not depend on the order in which values came in. */
interface HeapAccumulator {
  void add(@Nullable Object[] values);

  void merge(HeapAccumulator other);

  @Nullable Object result();

  /** An accumulator for a function. */
  static HeapAccumulator of(BoundFunction function) {
    return switch (function.name()) {
      case "median" -> new Median();
      default ->
          throw SampoException.unsupported(
              "the aggregate function " + function.name(), "Rewrite the query with other aggregates.", null);
    };
  }

  /** The middle value of numbers, or the mean of the two middle ones. */
  final class Median implements HeapAccumulator {
    private final List<Double> values = new ArrayList<>();

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] instanceof Number number) {
        values.add(number.doubleValue());
      }
    }

    @Override
    public void merge(HeapAccumulator other) {
      values.addAll(((Median) other).values);
    }

    @Override
    public @Nullable Object result() {
      if (values.isEmpty()) {
        return null;
      }
      Collections.sort(values);
      int middle = values.size() / 2;
      return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }
  }
}
