package io.sampo.optimizer.joinorder;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.Operators;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.joinorder.JoinGraph.Attachment;
import io.sampo.optimizer.joinorder.JoinGraph.Condition;
import io.sampo.optimizer.joinorder.JoinGraph.Member;
import io.sampo.optimizer.joinorder.JoinGraph.Relation;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes a region of joins apart. */
final class JoinGraphBuilder {
  /** Sets of relations are bits of a long. */
  private static final int MOST_RELATIONS = 60;

  private final Operators operators;
  private final UnaryOperator<LogicalPlan> inputs;
  private final List<Relation> relations = new ArrayList<>();
  private final List<Expression> conjuncts = new ArrayList<>();

  /**
   * @param inputs optimizes a plan that is an input of the region
   */
  JoinGraphBuilder(Operators operators, UnaryOperator<LogicalPlan> inputs) {
    this.operators = operators;
    this.inputs = inputs;
  }

  /** Whether a region may start here. */
  static boolean isRegion(LogicalPlan plan) {
    return switch (plan) {
      case Join join ->
          !join.dependent() && (join.kind() == JoinKind.INNER || attaches(join.kind()));
      case Filter filter ->
          References.deterministic(filter.condition()) && isRegion(filter.child());
      case Project project -> choosesColumns(project) && isRegion(project.child());
      case LogicalPlan.Leaf _,
          LogicalPlan.Aggregate _,
          LogicalPlan.Expand _,
          LogicalPlan.Generate _,
          LogicalPlan.Window _ ->
          false;
      case LogicalPlan.Sort _, LogicalPlan.Limit _, LogicalPlan.Tail _, LogicalPlan.Union _ ->
          false;
      case LogicalPlan.Sample _, LogicalPlan.Repartition _ -> false;
    };
  }

  private static boolean attaches(JoinKind kind) {
    return switch (kind) {
      case LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK -> true;
      case INNER, RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }

  private static boolean choosesColumns(Project project) {
    return project.columns().stream()
        .allMatch(column ->
            column.expression() instanceof ColumnReference reference
                && reference.id() == column.id());
  }

  /** The graph of the region that starts at the plan. */
  JoinGraph build(LogicalPlan plan) {
    collect(plan);
    return finish();
  }

  private void collect(LogicalPlan plan) {
    if (!isRegion(plan) || relations.size() > MOST_RELATIONS) {
      relations.add(new Relation(inputs.apply(plan), Optional.empty()));
      return;
    }
    if (plan instanceof Filter filter) {
      collect(filter.child());
      conjuncts.addAll(Conjuncts.split(filter.condition()));
    } else if (plan instanceof Project project) {
      collect(project.child());
    } else if (plan instanceof Join join) {
      collect(join);
    }
  }

  private void collect(Join join) {
    int first = relations.size();
    collect(join.left());
    if (join.kind() == JoinKind.INNER) {
      collect(join.right());
      conjuncts.addAll(Conjuncts.split(join.condition()));
      return;
    }
    long below = ((1L << relations.size()) - 1) & -(1L << first);
    long uses = JoinGraph.relationsOf(join.condition(), relations);
    // A condition that uses no left column says nothing of where it belongs: it stays above all of
    // its left side.
    long needs = uses == 0 ? below : uses;
    for (int i = first; i < relations.size(); i++) {
      int at = i;
      needs |=
          (uses & 1L << i) == 0
              ? 0
              : relations.get(at).attachment().map(Attachment::needs).orElse(0L);
    }
    var attachment = new Attachment(join.kind(), join.condition(), join.mark(), needs);
    relations.add(new Relation(inputs.apply(join.right()), Optional.of(attachment)));
  }

  private JoinGraph finish() {
    var classes = new ColumnClasses();
    var others = new ArrayList<Expression>();
    for (Expression conjunct : conjuncts) {
      if (!(Comparisons.isEquality(conjunct)
          && Comparisons.left(conjunct) instanceof ColumnReference left
          && Comparisons.right(conjunct) instanceof ColumnReference right
          && inner(left)
          && inner(right)
          && !left.equals(right))) {
        others.add(conjunct);
      } else {
        classes.equate(left, right);
      }
    }
    var members = new ArrayList<List<Member>>();
    for (List<ColumnReference> columns : classes.all()) {
      var list = new ArrayList<Member>();
      for (ColumnReference column : columns) {
        int relation = Long.numberOfTrailingZeros(JoinGraph.relationsOf(column, relations));
        Optional<Member> sibling =
            list.stream().filter(other -> other.relation() == relation).findFirst();
        // Only one column of a relation takes part in a join's equality, so the others are tied to
        // it here.
        sibling.ifPresent(other -> others.add(operators.equal(other.column(), column)));
        list.add(new Member(column, relation));
      }
      members.add(list);
    }
    var conditions = new ArrayList<Condition>();
    for (Expression other : others) {
      if (!other.equals(Literal.TRUE)) {
        conditions.add(new Condition(other, JoinGraph.relationsOf(other, relations)));
      }
    }
    return new JoinGraph(List.copyOf(relations), conditions, members);
  }

  private boolean inner(ColumnReference column) {
    long set = JoinGraph.relationsOf(column, relations);
    return Long.bitCount(set) == 1
        && relations.get(Long.numberOfTrailingZeros(set)).attachment().isEmpty();
  }
}
