package io.sampo.runtime.operator;

import io.sampo.error.SampoException;
import io.sampo.physical.AggregateState;
import io.sampo.plan.expression.Literal;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which percentiles an aggregate is asked for: one share, or a list of them. Used by one thread.
 */
final class Shares {
  static final Shares NONE = new Shares(null);

  private @Nullable Object given;

  Shares(@Nullable Object given) {
    this.given = given;
  }

  /** The second argument of a state, as far as it is known before the first row. */
  static Shares of(AggregateState state) {
    return new Shares(state.arguments().get(1) instanceof Literal literal ? literal.value() : null);
  }

  /** Takes the share from a row's arguments. */
  void see(@Nullable Object[] values) {
    if (given == null && values.length > 1) {
      given = values[1];
    }
  }

  /** What another accumulator learned of it. */
  void see(Shares other) {
    if (given == null) {
      given = other.given;
    }
  }

  void save(DataOutputStream out) throws IOException {
    SavedValues.write(out, given);
  }

  void load(DataInputStream in) throws IOException {
    Object more = SavedValues.read(in);
    if (given == null) {
      given = more;
    }
  }

  /** The result for each share; null when there is none. */
  @Nullable Object map(DoubleFunction<Object> result) {
    return switch (given) {
      case null -> null;
      case List<?> several -> {
        var results = new ArrayList<Object>();
        for (Object share : several) {
          results.add(result.apply(checked((Number) share)));
        }
        yield results;
      }
      default -> result.apply(checked((Number) given));
    };
  }

  private static double checked(@Nullable Number share) {
    if (share == null || !(share.doubleValue() >= 0 && share.doubleValue() <= 1)) {
      throw SampoException.unsupported(
          "the share " + share + " of a percentile", "Use a share from 0 to 1.", null);
    }
    return share.doubleValue();
  }
}
