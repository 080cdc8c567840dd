package io.sampo.plan.logical;

import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.WindowCall;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Of each partition of a window, the rows up to a rank.
 *
 * @param kind which rank
 * @param rank a call of that function, for its partitioning and ordering
 * @param count the highest rank that is kept, at least 1
 */
public record RankLimit(Kind kind, WindowCall rank, long count) {
  /** The functions that number the rows of a partition upwards from 1. */
  public enum Kind {
    ROW_NUMBER,
    RANK,
    DENSE_RANK;

    /** The kind of a call; empty when it is none of these functions. */
    public static Optional<Kind> of(WindowCall call) {
      return Arrays.stream(values())
          .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(call.name()))
          .findFirst();
    }
  }

  public RankLimit {
    if (count < 1) {
      throw new IllegalArgumentException("no limit: " + rank + " <= " + count);
    }
  }

  RankLimit map(UnaryOperator<Expression> rewrite) {
    Expression changed = rewrite.apply(rank);
    return changed == rank ? this : new RankLimit(kind, (WindowCall) changed, count);
  }

  @Override
  public String toString() {
    return rank + " <= " + count;
  }
}
