package io.sampo.runtime.join;

import io.sampo.physical.Step;
import java.util.List;

/**
 * One pass over a set of probe rows.
 *
 * @param from the set that is read; {@link #ALL} is the partition's rows
 * @param probes the probes that come first, and into which part of the build side each looks
 * @param steps the steps behind these probes
 * @param to where the rows go that are left
 */
public record Pass(int from, List<PartProbe> probes, List<Step> steps, Target to) {
  /** The set of all rows of the partition. */
  public static final int ALL = 0;

  public Pass {
    probes = List.copyOf(probes);
    steps = List.copyOf(steps);
  }

  /**
   * A probe into one part of the build side.
   *
   * @param part the number of the part, or {@link #NOTHING}
   */
  public record PartProbe(Step.Probe probe, int part) {
    /** Looks into no part: every row is without partner. */
    public static final int NOTHING = -1;
  }

  /** Where rows go. */
  public sealed interface Target {
    /** On through the rest of the flow, into its sink. */
    record Onward() implements Target {}

    /** Into a set that later passes read, by its number. */
    record Kept(int set) implements Target {}

    /** Nowhere: that a row is left is the error of a scalar subquery with two rows. */
    record Refused() implements Target {}
  }
}
