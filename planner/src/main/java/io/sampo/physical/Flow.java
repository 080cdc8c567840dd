package io.sampo.physical;

import java.util.ArrayList;
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

  /** A source without steps. */
  public static Flow of(Source source) {
    return new Flow(source, List.of(), List.of());
  }

  /** The same flow with one more step. */
  public Flow with(Step step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return new Flow(source, longer, after);
  }
}
