package io.sampo.optimizer.joinorder;

import io.sampo.optimizer.expression.Comparisons;
import java.util.List;

/**
 * What connects sets of relations, as bit sets: the search asks for every way to split every set.
 */
final class JoinLinks {
  private final long[] classes;
  private final long[] conditions;
  private final boolean[] equalities;

  /** The relations that are attached, and what each needs. */
  private final long attached;

  private final long[] needs;

  JoinLinks(JoinGraph graph) {
    this.classes = graph.classes().stream().mapToLong(JoinLinks::relations).toArray();
    int count = graph.conditions().size();
    this.conditions = new long[count];
    this.equalities = new boolean[count];
    for (int i = 0; i < count; i++) {
      conditions[i] = graph.conditions().get(i).relations();
      equalities[i] = Comparisons.isAnyEquality(graph.conditions().get(i).expression());
    }
    this.needs = new long[graph.relations().size()];
    long set = 0;
    for (int i = 0; i < needs.length; i++) {
      var attachment = graph.relations().get(i).attachment();
      if (attachment.isPresent()) {
        set |= 1L << i;
        needs[i] = attachment.get().needs();
      }
    }
    this.attached = set;
  }

  private static long relations(List<JoinGraph.Member> members) {
    long set = 0;
    for (JoinGraph.Member member : members) {
      set |= 1L << member.relation();
    }
    return set;
  }

  /** Whether the set is one attached relation. */
  boolean isAttached(long set) {
    return Long.bitCount(set) == 1 && (set & attached) != 0;
  }

  /** Whether the set may stand for a join: whatever is attached has what it needs. */
  boolean complete(long set) {
    if (Long.bitCount(set) == 1) {
      return true;
    }
    for (long rest = set & attached; rest != 0; rest &= rest - 1) {
      if ((needs[Long.numberOfTrailingZeros(rest)] & ~set) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a condition, an equality or an attachment connects the sets. */
  boolean connected(long left, long right) {
    if (isAttached(right)) {
      return (needs[Long.numberOfTrailingZeros(right)] & ~left) == 0;
    }
    for (long relations : conditions) {
      if (links(relations, left, right)) {
        return true;
      }
    }
    return sameClass(left, right);
  }

  /** Whether an equality holds between rows of two sets, none of them an attached relation. */
  boolean hashable(long left, long right) {
    for (int i = 0; i < conditions.length; i++) {
      boolean fresh = (conditions[i] & ~left) != 0 && (conditions[i] & ~right) != 0;
      if (equalities[i] && fresh && (conditions[i] & ~(left | right)) == 0) {
        return true;
      }
    }
    return sameClass(left, right);
  }

  private static boolean links(long relations, long left, long right) {
    return (relations & left) != 0
        && (relations & right) != 0
        && (relations & ~(left | right)) == 0;
  }

  private boolean sameClass(long left, long right) {
    for (long relations : classes) {
      if ((relations & left) != 0 && (relations & right) != 0) {
        return true;
      }
    }
    return false;
  }
}
