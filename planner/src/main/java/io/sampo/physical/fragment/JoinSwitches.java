package io.sampo.physical.fragment;

import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds joins that could do without dealing out rows, and says how they run then. */
final class JoinSwitches {
  /** What was expected of rows that are sent to build a table, and of those that look it up. */
  record Expected(double builtBytes, double probingBytes) {}

  private JoinSwitches() {}

  /**
   * The joins that could.
   *
   * @param results the fragments whose rows are the result
   * @param expected by fragments that send rows for tables
   */
  static List<JoinSwitch> among(
      List<Fragment> fragments, List<Integer> results, Map<Integer, Expected> expected) {
    var found = new ArrayList<JoinSwitch>();
    for (Fragment join : fragments) {
      of(join, fragments, results, expected).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<JoinSwitch> of(
      Fragment join,
      List<Fragment> fragments,
      List<Integer> results,
      Map<Integer, Expected> expected) {
    if (join.sharing().divisible().size() != 1) {
      return Optional.empty();
    }
    int probe = join.sharing().divisible().iterator().next();
    long readers = fragments.stream().filter(other -> other.inputs().contains(probe)).count();
    List<Integer> builds =
        join.inputs().stream()
            .filter(input -> input != probe && join.isDealt(fragments.get(input)))
            .toList();
    if (readers > 1 || results.contains(probe) || !expected.keySet().containsAll(builds)) {
      return Optional.empty();
    }
    double built = 0;
    double probing = 0;
    for (int build : builds) {
      Expected sizes = expected.getOrDefault(build, new Expected(0, 0));
      built += sizes.builtBytes();
      probing = Math.max(probing, sizes.probingBytes());
    }
    if (builds.isEmpty()) {
      return Optional.empty();
    }
    boolean doubtful = builds.stream().anyMatch(build -> isDoubtful(fragments.get(build)));
    return Optional.of(
        new JoinSwitch(join.id(), probe, builds, (long) built, (long) probing, doubtful));
  }

  /** Whether it cannot be told from tables how many rows a fragment sends. */
  private static boolean isDoubtful(Fragment build) {
    for (Stage stage : build.stages().stages()) {
      if (stage.sink() instanceof Sink.Group) {
        return true;
      }
      for (Flow flow : stage.flows()) {
        if (flow.steps().stream().anyMatch(JoinSwitches::changesRows)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean changesRows(Step step) {
    return switch (step) {
      case Step.FilterRows _,
          Step.Probe _,
          Step.DropUnmatched _,
          Step.ExpandRows _,
          Step.GenerateRows _ ->
          true;
      case Step.DefineColumns _, Step.CountRows _ -> false;
    };
  }

  /**
   * A join in the tasks that were to send it the rows that look up: with their input, and with all
   * that is read for tables.
   */
  static Fragment joined(Fragment probe, Fragment join) {
    List<Stage> stages = new ArrayList<>(probe.stages().stages());
    Stage sending = stages.removeLast();
    int offset = stages.size();
    for (Stage stage : join.stages().stages()) {
      var flows = new ArrayList<Flow>();
      for (Flow flow : stage.flows()) {
        Flow moved = Replica.moved(flow, offset);
        if (flow.source() instanceof Source.ExchangeRows rows && rows.exchange() == probe.id()) {
          sending.flows().forEach(sent -> flows.add(behind(sent, sending.sink(), moved)));
        } else {
          flows.add(moved);
        }
      }
      stages.add(new Stage(offset + stage.id(), flows, stage.sink()));
    }
    var inputs = new LinkedHashSet<>(probe.inputs());
    var complete = new HashSet<>(probe.complete());
    complete.addAll(join.complete());
    for (int input : join.inputs()) {
      if (input != probe.id()) {
        inputs.add(input);
        complete.add(input);
      }
    }
    var whole = new HashSet<>(probe.whole());
    join.whole().forEach(stage -> whole.add(offset + stage));
    return new Fragment(
        join.id(),
        new StageGraph(stages, join.stages().output(), join.stages().ranges()),
        probe.tasks(),
        List.copyOf(inputs),
        probe.repeatable() && join.repeatable(),
        complete,
        whole,
        probe.sharing());
  }

  /** Rows go through the join's steps instead of being sent to it. */
  private static Flow behind(Flow sent, Sink sink, Flow join) {
    if (!(sink instanceof Sink.ExchangeWrite write)) {
      throw new IllegalStateException("rows that are not sent");
    }
    List<NamedExpression> computed =
        write.columns().stream().filter(column -> !isPassed(column)).toList();
    List<Step> steps = new ArrayList<>(sent.steps());
    if (!computed.isEmpty()) {
      steps.add(new Step.DefineColumns(computed));
    }
    steps.addAll(join.steps());
    var after = new LinkedHashSet<>(sent.after());
    after.addAll(join.after());
    return new Flow(sent.source(), steps, List.copyOf(after));
  }

  private static boolean isPassed(NamedExpression column) {
    return column.expression() instanceof ColumnReference same && same.id() == column.id();
  }
}
