package io.sampo.optimizer.joinorder;

import io.sampo.optimizer.expression.Operators;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Relations and what connects them. Sets of relations are bit sets in a long.
 *
 * @param relations the inputs
 * @param conditions what rows of the result must fulfil, equalities of plain columns left out
 * @param classes columns that are equal to each other in the result
 */
record JoinGraph(List<Relation> relations, List<Condition> conditions, List<List<Member>> classes) {

  /**
   * An input.
   *
   * @param attachment how it must be joined, empty for an inner join
   */
  record Relation(LogicalPlan plan, Optional<Attachment> attachment) {}

  /**
   * The right side of a join that is not inner: it comes in alone, after the relations it needs.
   *
   * @param condition the join's condition
   * @param needs the relations that must be in the left side
   */
  record Attachment(
      JoinKind kind, Expression condition, Optional<ColumnReference> mark, long needs) {}

  /** A condition over the given relations. */
  record Condition(Expression expression, long relations) {}

  /** A column of a relation. */
  record Member(ColumnReference column, int relation) {}

  /** The relations that yield the columns of an expression. */
  static long relationsOf(Expression expression, List<Relation> relations) {
    long set = 0;
    for (long id : References.ids(expression)) {
      for (int i = 0; i < relations.size(); i++) {
        if (yields(relations.get(i), id)) {
          set |= 1L << i;
        }
      }
    }
    return set;
  }

  private static boolean yields(Relation relation, long id) {
    boolean right =
        relation.attachment().map(attachment -> attachment.kind().yieldsRight()).orElse(true);
    boolean mark =
        relation
            .attachment()
            .flatMap(Attachment::mark)
            .filter(column -> column.id() == id)
            .isPresent();
    return mark || (right && References.outputIds(relation.plan()).contains(id));
  }

  /** The attachment when the set is one attached relation. */
  Optional<Attachment> attachment(long set) {
    return Long.bitCount(set) == 1
        ? relations.get(Long.numberOfTrailingZeros(set)).attachment()
        : Optional.empty();
  }

  private static Optional<Member> in(List<Member> members, long set) {
    for (Member member : members) {
      if ((set & 1L << member.relation()) != 0) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  /**
   * What must hold between rows of the two sets when they are joined: one equality for each class,
   * and conditions that both make complete.
   */
  List<Expression> between(long left, long right, Operators operators) {
    var conjuncts = new LinkedHashSet<Expression>();
    for (List<Member> members : classes) {
      Optional<Member> one = in(members, left);
      Optional<Member> other = in(members, right);
      if (one.isPresent() && other.isPresent()) {
        conjuncts.add(operators.equal(one.get().column(), other.get().column()));
      }
    }
    // What is attached can be asked about only above its join.
    boolean attaches = attachment(right).isPresent();
    for (Condition condition : conditions) {
      boolean fresh =
          (condition.relations() & ~left) != 0
              && (attaches || (condition.relations() & ~right) != 0);
      if (fresh && (condition.relations() & ~(left | right)) == 0) {
        conjuncts.add(condition.expression());
      }
    }
    return new ArrayList<>(conjuncts);
  }

  long all() {
    return relations.size() == 64 ? -1L : (1L << relations.size()) - 1;
  }
}
