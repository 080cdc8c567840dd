package io.sampo.runtime.operator;

import io.sampo.error.SampoException;
import io.sampo.physical.AggregateState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that keeps its values as Java objects. Results do not depend on the order in which
 * values came in. Used by one thread at a time.
 */
interface HeapAccumulator {
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
