package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import java.time.Duration;
import java.util.List;

/**
 * How a suite is run.
 *
 * @param engines in the order of the result table
 * @param runs measured runs per question, after one run that warms up and is checked
 * @param fresh whether every run has a process of its own
 * @param timeout for one run
 */
public record Schedule(List<EngineKind> engines, int runs, boolean fresh, Duration timeout) {
  public Schedule {
    engines = List.copyOf(engines);
    if (engines.isEmpty() || runs < 1) {
      throw new IllegalArgumentException("nothing to run");
    }
  }
}
