package io.sampo.physical.fragment;

import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.StageGraph;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins of two tables in the order of the key, where both are read ({@link Separation}): a hash
 * table is built where its rows are, and the rows that look it up are read there, too.
 */
final class ApartJoins {
  private final Fragmenter fragmenter;
  private final StageGraph graph;

  ApartJoins(Fragmenter fragmenter, StageGraph graph) {
    this.fragmenter = fragmenter;
    this.graph = graph;
  }

  /**
   * The rows of a scan in the fragment that has their partners, of which each task reads what may
   * find some; empty when they look nothing up that is built so.
   */
  Optional<Way> near(Source.TableScan scan, Flow flow, Map<Integer, BuiltTable> tables) {
    for (Step step : flow.steps()) {
      if (!(step instanceof Step.Probe probe)) {
        continue;
      }
      BuiltTable table = Objects.requireNonNull(tables.get(probe.stage()));
      Draft join = table.join();
      if (join == null || table.probe() != probe) {
        continue;
      }
      Separation separation = join.separation();
      if (!table.isApart() || separation == null) {
        return Optional.empty();
      }
      List<NamedExpression> keys = table.sink().keys();
      for (int i = 0; i < keys.size(); i++) {
        Optional<ColumnReference> column = nearBy(scan, probe, keys, i, separation);
        if (column.isPresent()) {
          if (probe.kind() == JoinKind.INNER || probe.kind() == JoinKind.LEFT_SEMI) {
            separation.also(column.get().id());
          }
          var here = scan.with(separation.near(column.get()));
          return Optional.of(new Way(join, here, flow.steps(), List.of()));
        }
      }
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The column of a scan that is looked up by a key by which the table's rows are apart. */
  private static Optional<ColumnReference> nearBy(
      Source.TableScan scan,
      Step.Probe probe,
      List<NamedExpression> keys,
      int key,
      Separation separation) {
    return !probe.nullSafe().get(key)
            && keys.get(key).expression() instanceof ColumnReference built
            && probe.probeKeys().get(key) instanceof ColumnReference looking
            && built.type().equals(looking.type())
            && separation.isPossible(built.id())
        ? Separation.clustered(scan, looking.id())
        : Optional.empty();
  }

  /**
   * Sees to it that the rows of a table are cut between values of a key, if they are so or can be,
   * and the rows that look it up come from a scan that can be read near them: then it is built
   * where they are.
   *
   * @param pays whether to cut rows that are not cut yet
   */
  boolean cutFor(Sink.BuildTable build, Step.Probe probe, Set<Draft> drafts, boolean pays) {
    Draft here = drafts.iterator().next();
    Separation separation = here.separation();
    if (drafts.size() > 1
        || separation == null
        || here.single()
        || !isPossibleNear(probe.kind())
        || !(looking(probe) instanceof Flow(Source.TableScan scan, List<Step> steps, _))
        || fragmenter.tasks(scan) > here.tasks()) {
      return false;
    }
    for (Step step : steps) {
      if (step == probe) {
        break;
      }
      if (step instanceof Step.Probe earlier && fragmenter.leavesFor(earlier, here)) {
        return false;
      }
    }
    for (int i = 0; i < build.keys().size(); i++) {
      if (nearBy(scan, probe, build.keys(), i, separation).isPresent()) {
        NamedExpression key = build.keys().get(i);
        long id = ((ColumnReference) key.expression()).id();
        if (!pays && !separation.isGiven(id)) {
          continue;
        }
        separation.choose(id);
        separation.also(key.id());
        return true;
      }
    }
    return false;
  }

  /** Whether rows that look up and find nothing might as well not be there. */
  private static boolean isPossibleNear(JoinKind kind) {
    return switch (kind) {
      case INNER, LEFT_SEMI, RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT_OUTER, FULL_OUTER, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK -> false;
    };
  }

  /** The only flow that looks up a table; null when there are several. */
  private @Nullable Flow looking(Step.Probe probe) {
    List<Flow> flows =
        graph.stages().stream()
            .flatMap(stage -> stage.flows().stream())
            .filter(flow -> flow.steps().stream().anyMatch(step -> step == probe))
            .toList();
    return flows.size() == 1 ? flows.getFirst() : null;
  }
}
