package io.sampo.dataframe;

import io.sampo.column.Column;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Random parts that add up to the whole: each row draws one number, and each part takes an interval
 * of it.
 */
final class RandomSplit {
  private static final String DRAWN = "__random_split__";

  private RandomSplit() {}

  static List<DataFrame> of(DataFrame input, double[] weights, long seed) {
    double sum = Arrays.stream(weights).sum();
    if (weights.length == 0
        || !(sum > 0)
        || Arrays.stream(weights).anyMatch(weight -> weight < 0)) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value", Arrays.toString(weights),
              "parameter", "weights",
              "details", "weights must not be negative, and their sum must be positive"));
    }
    DataFrame drawn = input.withColumn(DRAWN, Column.call("rand", Column.literal(seed)));
    Column number = Column.named(DRAWN);
    var parts = new ArrayList<DataFrame>();
    double lower = 0;
    for (int i = 0; i < weights.length; i++) {
      double upper = i == weights.length - 1 ? 1 : lower + weights[i] / sum;
      parts.add(drawn.filter(number.geq(lower).and(number.lt(upper))).drop(DRAWN));
      lower = upper;
    }
    return parts;
  }
}
