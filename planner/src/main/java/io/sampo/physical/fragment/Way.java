package io.sampo.physical.fragment;

import io.sampo.physical.Flow;
import io.sampo.physical.Source;
import io.sampo.physical.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A flow on its way into a fragment: some steps are taken, others to come. */
final class Way {
  private final Draft draft;
  private final Source source;
  private final List<Integer> after;
  private final List<Step> taken = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<Step> left;
  private final Available available;

  /** A look-up to drop rows early that would come before so many of the steps taken. */
  private record LeftOut(int before, Step.DropUnmatched drop) {}

  /**
   * @param draft where the rows are
   * @param left the steps to come
   * @param after stages of the draft that must be done first
   */
  Way(Draft draft, Source source, List<Step> left, List<Integer> after) {
    this.draft = draft;
    this.source = source;
    this.left = new ArrayList<>(left);
    this.after = after;
    this.available = new Available(source.output());
  }

  Draft draft() {
    return draft;
  }

  Source source() {
    return source;
  }

  Available available() {
    return available;
  }

  /** The steps to come. */
  List<Step> left() {
    return left;
  }

  /** The flow so far. */
  Flow flow() {
    return new Flow(source, taken, after);
  }

  /**
   * The flow so far where another table here has all keys of one that is elsewhere: what was left
   * out because that one is not here is done with this one.
   *
   * @param elsewhere the stage that builds the table of which each task has a partition only
   * @param table the stage of this way's fragment that builds the other
   */
  Flow flow(int elsewhere, int table) {
    var steps = new ArrayList<>(taken);
    for (LeftOut out : leftOut.reversed()) {
      Step.DropUnmatched drop = out.drop();
      if (drop.stage() == elsewhere && (!drop.scanOnly() || source instanceof Source.TableScan)) {
        steps.add(
            out.before(),
            new Step.DropUnmatched(table, drop.keys(), drop.values(), drop.scanOnly()));
      }
    }
    return new Flow(source, steps, after);
  }

  /**
   * Takes steps until there are no more, or until one looks up a table of which each task has a
   * partition only; yields that one. Looking up such a table earlier than need be, only to drop
   * rows, is left out unless the table is here.
   */
  Step.@Nullable Probe advance(Map<Integer, BuiltTable> tables) {
    while (!left.isEmpty()) {
      Step step = left.getFirst();
      if (step instanceof Step.DropUnmatched drop) {
        left.removeFirst();
        BuiltTable table = Objects.requireNonNull(tables.get(drop.stage()));
        if (table.join() == null || table.join() == draft) {
          int stage = table.join() == null ? draft.table(table) : table.local();
          take(new Step.DropUnmatched(stage, drop.keys(), drop.values(), drop.scanOnly()));
        } else {
          leftOut.add(new LeftOut(taken.size(), drop));
        }
        continue;
      }
      if (step instanceof Step.Probe probe) {
        BuiltTable table = Objects.requireNonNull(tables.get(probe.stage()));
        Draft join = table.join();
        if (join != null && join != draft) {
          if (table.probe() == probe) {
            return probe;
          }
          left.removeFirst();
          continue;
        }
        step = at(probe, join == null ? draft.table(table) : table.local());
      }
      left.removeFirst();
      take(step);
    }
    return null;
  }

  private void take(Step step) {
    taken.add(step);
    available.after(step);
  }

  /** The look-up in another stage's table. */
  static Step.Probe at(Step.Probe probe, int stage) {
    return new Step.Probe(
        stage,
        probe.kind(),
        probe.probeKeys(),
        probe.nullSafe(),
        probe.built(),
        probe.residual(),
        probe.mark(),
        probe.trackMatches());
  }
}
