package io.sampo.physical.fragment;

import io.sampo.physical.Partitioning;
import io.sampo.plan.expression.ColumnReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A query for several processes.
 *
 * @param fragments by number; each after those it reads
 * @param results the fragments whose rows, one after the other and each in the order of its tasks,
 *     are the result
 * @param output the result's columns
 * @param switches fragments that may become part of those that read them, by those
 */
public record FragmentGraph(
    List<Fragment> fragments,
    List<Integer> results,
    List<ColumnReference> output,
    List<FragmentSwitch> switches) {
  public FragmentGraph {
    switches = List.copyOf(switches);
    fragments = List.copyOf(fragments);
    results = List.copyOf(results);
    output = List.copyOf(output);
  }

  /** The same query, whose result is kept for later ones instead of being read. */
  public FragmentGraph keeping(Partitioning.Kept where) {
    var kept = new ArrayList<>(fragments);
    for (int result : results) {
      kept.set(result, fragments.get(result).keeping(where));
    }
    return new FragmentGraph(kept, results, output, switches);
  }

  /** How many fragments run one after the other at least, since each reads the one before. */
  public int depth() {
    var depths = new int[fragments.size()];
    int most = 0;
    for (Fragment fragment : fragments) {
      int below = fragment.inputs().stream().mapToInt(input -> depths[input]).max().orElse(0);
      depths[fragment.id()] = below + 1;
      most = Math.max(most, below + 1);
    }
    return most;
  }
}
