package io.sampo.physical;

import java.util.List;

/**
 * A source and the steps its rows go through.
 *
 * @param after further stages that must be done first
 */
public record Flow(Source source, List<Step> steps, List<Integer> after) {
  public Flow {
    steps = List.copyOf(steps);
    after = List.copyOf(after);
  }
}
