package io.sampo.runtime.operator;

import io.sampo.error.SampoException;
import io.sampo.physical.AggregateState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that keeps its values as Java objects. Results do not depend on the order in which
 * values came in. Used by one thread at a time.
 */
interface HeapAccumulator {
  /** An object with its place in a collection takes about so much. */
  long VALUE_BYTES = 48;

  /** Adds the arguments of one row. */
  void add(@Nullable Object[] values);

  /**
   * Takes up what another accumulator of the same state holds; the other one is not used
   * afterwards.
   */
  void merge(HeapAccumulator other);

  /** Writes what it holds. */
  void save(DataOutputStream out) throws IOException;

  /** Takes up what another accumulator of the same state wrote. */
  void load(DataInputStream in) throws IOException;

  /** About how many bytes of the heap its values take; known without looking at them. */
  long bytes();

  /**
   * Puts values on disk when they are many and that is possible for this kind; from then on they
   * cannot be saved.
   */
  default void shrink(QueryContext context) {}

  /** Whether some of the values are on disk. */
  default boolean hasShrunk() {
    return false;
  }

  /** About how many bytes of the heap a value takes with its place in a collection. */
  static long bytes(@Nullable Object value) {
    return switch (value) {
      case null -> 8;
      case String text -> VALUE_BYTES + text.length();
      case byte[] bytes -> VALUE_BYTES + bytes.length;
      case Collection<?> values -> {
        long sum = VALUE_BYTES;
        for (Object part : values) {
          sum += bytes(part);
        }
        yield sum;
      }
      case Map<?, ?> map -> bytes(map.keySet()) + bytes(map.values());
      default -> VALUE_BYTES;
    };
  }

  /** The aggregate's value in the form of a spec literal, null for NULL. */
  @Nullable Object result();

  /** An empty accumulator for a state. */
  static HeapAccumulator of(AggregateState state) {
    String name = state.function().orElseThrow().name();
    return switch (name) {
      case "median" -> new DoubleValues(DoubleValues.Result.PERCENTILE, new Shares(0.5));
      case "percentile", "percentile_cont" ->
          state.arguments().size() == 3
              ? new CountedPercentile(Shares.of(state))
              : new DoubleValues(DoubleValues.Result.PERCENTILE, Shares.of(state));
      case "percentile_disc" ->
          new DoubleValues(DoubleValues.Result.DISCRETE_PERCENTILE, Shares.of(state));
      case "approx_percentile" -> new ListedValues.Ranked(Shares.of(state));
      case "skewness" -> new DoubleValues(DoubleValues.Result.SKEWNESS, Shares.NONE);
      case "kurtosis" -> new DoubleValues(DoubleValues.Result.KURTOSIS, Shares.NONE);
      case "product" -> new DoubleValues(DoubleValues.Result.PRODUCT, Shares.NONE);
      case "collect_list" -> new ListedValues.Collected(state);
      case "listagg" -> new ListedValues.Joined(state);
      case "collect_set" -> new DistinctValues.Collected();
      case "histogram_numeric" -> new NumericHistogram(state);
      case "mode" -> new DistinctValues.Mode();
      case "approx_count_distinct" -> new DistinctValues.Counted();
      case "min_by" -> new FoldedValues.Extreme(-1);
      case "max_by" -> new FoldedValues.Extreme(1);
      case "bit_and" -> new FoldedValues.Bits((a, b) -> a & b);
      case "bit_or" -> new FoldedValues.Bits((a, b) -> a | b);
      case "bit_xor" -> new FoldedValues.Bits((a, b) -> a ^ b);
      case "try_sum" -> new FoldedValues.Sum(state, false);
      case "try_avg" -> new FoldedValues.Sum(state, true);
      default ->
          throw SampoException.unsupported(
              "the aggregate function " + name, "Rewrite the query with other aggregates.", null);
    };
  }
}
