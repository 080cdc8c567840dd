package io.sampo.optimizer.joinorder;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.Operators;
import io.sampo.optimizer.joinorder.JoinGraph.Attachment;
import io.sampo.optimizer.statistics.Estimator;
import io.sampo.optimizer.statistics.JoinEstimate;
import io.sampo.optimizer.statistics.PlanEstimate;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest tree for a join graph: for up to {@value #MOST_EXHAUSTIVE} relations by
 * dynamic programming over all connected subsets, each split in all ways (bushy trees too); beyond
 * by always joining the two trees whose join costs least. Parts that nothing connects are crossed
 * last, the smallest first.
 */
final class JoinSearch {
  static final int MOST_EXHAUSTIVE = 12;

  /** A join that keeps its build side must hold on to it until all probing is done. */
  private static final double TURNED = 1.2;

  private final JoinGraph graph;
  private final Operators operators;
  private final Map<Long, JoinTree> best = new HashMap<>();
  private final JoinLinks links;

  JoinSearch(JoinGraph graph, Operators operators, Estimator estimator) {
    this.graph = graph;
    this.operators = operators;
    this.links = new JoinLinks(graph);
    for (int i = 0; i < graph.relations().size(); i++) {
      PlanEstimate estimate = estimator.estimate(graph.relations().get(i).plan());
      best.put(1L << i, new JoinTree(1L << i, null, null, false, estimate, 0));
    }
  }

  JoinTree search() {
    if (graph.relations().size() <= MOST_EXHAUSTIVE) {
      exhaust();
      JoinTree whole = best.get(graph.all());
      if (whole != null) {
        return whole;
      }
      return cross(largestTrees());
    }
    return cross(greedy(singles()));
  }

  private List<JoinTree> singles() {
    var trees = new ArrayList<JoinTree>();
    for (int i = 0; i < graph.relations().size(); i++) {
      trees.add(known(1L << i));
    }
    return trees;
  }

  private JoinTree known(long set) {
    JoinTree tree = best.get(set);
    if (tree == null) {
      throw new IllegalStateException("no tree for the relations " + Long.toBinaryString(set));
    }
    return tree;
  }

  private void exhaust() {
    for (long set = 1; set <= graph.all(); set++) {
      if (Long.bitCount(set) < 2 || !links.complete(set)) {
        continue;
      }
      JoinTree cheapest = null;
      for (long left = (set - 1) & set; left != 0; left = (left - 1) & set) {
        JoinTree one = best.get(left);
        JoinTree other = best.get(set & ~left);
        if (one != null && other != null && joinable(left, set & ~left)) {
          JoinTree tree = join(one, other, cheapest);
          cheapest = cheapest == null || tree.cost() < cheapest.cost() ? tree : cheapest;
        }
      }
      if (cheapest != null) {
        best.put(set, cheapest);
      }
    }
  }

  private boolean joinable(long left, long right) {
    return !links.isAttached(left) && links.complete(left | right) && links.connected(left, right);
  }

  /** Trees that cover all relations, connected ones as large as they get. */
  private List<JoinTree> largestTrees() {
    var trees = new ArrayList<JoinTree>();
    long rest = graph.all();
    List<JoinTree> bySize =
        best.values().stream()
            .sorted(
                Comparator.<JoinTree>comparingInt(tree -> -Long.bitCount(tree.set()))
                    .thenComparingLong(JoinTree::set))
            .toList();
    for (JoinTree tree : bySize) {
      if ((tree.set() & ~rest) == 0) {
        trees.add(tree);
        rest &= ~tree.set();
      }
    }
    return trees;
  }

  private List<JoinTree> greedy(List<JoinTree> trees) {
    var current = new ArrayList<>(trees);
    while (true) {
      JoinTree cheapest = null;
      for (JoinTree one : current) {
        for (JoinTree other : current) {
          if (one != other && joinable(one.set(), other.set())) {
            JoinTree tree = join(one, other, null);
            cheapest =
                cheapest == null || greedyCost(tree) < greedyCost(cheapest) ? tree : cheapest;
          }
        }
      }
      if (cheapest == null) {
        return current;
      }
      long joined = cheapest.set();
      current.removeIf(tree -> (tree.set() & joined) != 0);
      current.add(cheapest);
    }
  }

  private static double greedyCost(JoinTree tree) {
    return tree.rows();
  }

  /**
   * Joins trees that nothing connects, small ones first; what is attached to several of them comes
   * when they are together.
   */
  private JoinTree cross(List<JoinTree> trees) {
    var current = new ArrayList<>(greedy(trees));
    while (current.size() > 1) {
      current.sort(Comparator.comparingDouble(JoinTree::rows).thenComparingLong(JoinTree::set));
      List<JoinTree> free =
          current.stream().filter(tree -> graph.attachment(tree.set()).isEmpty()).toList();
      JoinTree small = free.get(0);
      JoinTree large = free.get(1);
      current.remove(small);
      current.remove(large);
      current.add(join(large, small, null));
      current = new ArrayList<>(greedy(current));
    }
    return current.getFirst();
  }

  /**
   * The join of two trees, left streamed and right built. The size is taken from another way to
   * join the same set when there is one.
   */
  private JoinTree join(JoinTree left, JoinTree right, @Nullable JoinTree sibling) {
    Optional<Attachment> attachment = graph.attachment(right.set());
    PlanEstimate estimate =
        sibling == null ? estimate(left, right, attachment) : sibling.estimate();
    boolean hashed =
        attachment
            .map(how -> hashable(Conjuncts.split(how.condition())))
            .orElseGet(() -> links.hashable(left.set(), right.set()));
    double cost = cost(hashed, left.rows(), right.rows(), estimate.rows());
    boolean turned = false;
    if (attachment.isPresent()
        && ReorderJoins.turned(attachment.get().kind()).isPresent()
        && hashed) {
      double other = cost(true, right.rows(), left.rows(), estimate.rows()) * TURNED;
      turned = other < cost;
      cost = Math.min(cost, other);
    }
    return new JoinTree(
        left.set() | right.set(), left, right, turned, estimate, left.cost() + right.cost() + cost);
  }

  private PlanEstimate estimate(JoinTree left, JoinTree right, Optional<Attachment> attachment) {
    List<Expression> conditions = graph.between(left.set(), right.set(), operators);
    if (attachment.isEmpty()) {
      return JoinEstimate.of(JoinKind.INNER, conditions, left.estimate(), right.estimate());
    }
    PlanEstimate joined =
        JoinEstimate.of(
            attachment.get().kind(),
            attachment.get().condition(),
            left.estimate(),
            right.estimate());
    return JoinEstimate.filtered(joined, conditions);
  }

  private static double cost(
      boolean hashed, double probeRows, double buildRows, double outputRows) {
    return hashed
        ? JoinCost.hash(probeRows, buildRows, outputRows)
        : JoinCost.pairs(probeRows, buildRows, outputRows);
  }

  private static boolean hashable(List<Expression> conditions) {
    return conditions.stream().anyMatch(Comparisons::isAnyEquality);
  }
}
