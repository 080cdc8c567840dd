package io.sampo.physical.fragment;

import io.sampo.physical.Sink;
import io.sampo.physical.Step;
import org.jspecify.annotations.Nullable;

/**
 * A hash table for joins: every task has all of it, or each has a partition of it.
 *
 * @param stage the building stage in the whole query
 * @param written the rows it is made of
 * @param sink builds it of those rows
 * @param probe the look-up it is made for
 * @param join the fragment whose tasks have a partition each; null when every task that looks up
 *     builds all of it
 * @param local the building stage within that fragment
 * @param replica what every task that looks up runs to build it; null when rows are sent for it
 * @param candidates rows that were sent, among whose keys are all of the table's
 */
record BuiltTable(
    int stage,
    Written written,
    Sink.BuildTable sink,
    Step.Probe probe,
    @Nullable Draft join,
    int local,
    @Nullable Replica replica,
    Written candidates) {
  /** Whether the tasks of its fragment have rows by {@link Separation} rather than by a hash. */
  boolean isApart() {
    return join != null && join.isApart();
  }
}
