package io.sampo.optimizer.joinorder;

import io.sampo.optimizer.joinorder.JoinGraph.Attachment;
import io.sampo.optimizer.joinorder.JoinGraph.Condition;
import io.sampo.optimizer.joinorder.JoinGraph.Relation;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts the joins of every region in the cheapest order and the smaller input of each on the right.
 *
 * <p>A region reaches from its topmost join down over inner joins, the left inputs of semi, anti,
 * mark, single and left outer joins, filters and choices of columns between them. Right inputs of
 * the latter joins stay whole but come in wherever it is cheapest. Looks at the whole plan, since a
 * region must not be seen from its middle.
 */
public final class ReorderJoins implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan root, RuleContext context) {
    var any = new AtomicBoolean();
    LogicalPlan result = reorder(root, context, any);
    return any.get() ? Optional.of(result) : Optional.empty();
  }

  private static LogicalPlan reorder(LogicalPlan plan, RuleContext context, AtomicBoolean any) {
    if (!JoinGraphBuilder.isRegion(plan)) {
      return plan.mapChildren(child -> reorder(child, context, any));
    }
    any.set(true);
    JoinGraph graph =
        new JoinGraphBuilder(context.operators(), input -> reorder(input, context, any))
            .build(plan);
    graph = withLocalConditions(graph, context);
    JoinTree tree = new JoinSearch(graph, context.operators(), context.estimator()).search();
    LogicalPlan joined = plan(tree, graph, context);
    List<Long> order = joined.output().stream().map(ColumnReference::id).toList();
    return order.equals(plan.output().stream().map(ColumnReference::id).toList())
        ? joined
        : new Project(joined, plan.output().stream().map(NamedExpression::of).toList());
  }

  /** Conditions over one relation become filters of it; those over none stay with the first. */
  private static JoinGraph withLocalConditions(JoinGraph graph, RuleContext context) {
    var relations = new ArrayList<Relation>(graph.relations());
    var others = new ArrayList<Condition>();
    for (Condition condition : graph.conditions()) {
      int at = condition.relations() == 0 ? 0 : Long.numberOfTrailingZeros(condition.relations());
      boolean local = Long.bitCount(condition.relations()) <= 1;
      if (local && relations.get(at).attachment().isEmpty()) {
        Relation relation = relations.get(at);
        LogicalPlan filtered =
            relation.plan() instanceof Filter filter
                ? new Filter(
                    filter.child(),
                    context.operators().and(filter.condition(), condition.expression()))
                : new Filter(relation.plan(), condition.expression());
        relations.set(at, new Relation(filtered, relation.attachment()));
      } else {
        others.add(condition);
      }
    }
    return new JoinGraph(relations, others, graph.classes());
  }

  private static LogicalPlan plan(JoinTree tree, JoinGraph graph, RuleContext context) {
    JoinTree left = tree.left();
    JoinTree right = tree.right();
    if (left == null || right == null) {
      return graph.relations().get(Long.numberOfTrailingZeros(tree.set())).plan();
    }
    LogicalPlan one = plan(left, graph, context);
    LogicalPlan other = plan(right, graph, context);
    Optional<Attachment> attachment = graph.attachment(right.set());
    Expression conditions =
        context.operators().and(graph.between(left.set(), right.set(), context.operators()));
    if (attachment.isEmpty()) {
      return Join.of(one, other, JoinKind.INNER, conditions);
    }
    Attachment how = attachment.get();
    LogicalPlan joined =
        tree.turned()
            ? Join.of(other, one, turned(how.kind()).orElseThrow(), how.condition())
            : new Join(one, other, how.kind(), how.condition(), false, how.mark());
    return conditions.equals(Literal.TRUE) ? joined : new Filter(joined, conditions);
  }

  /** The kind that means the same for exchanged sides. */
  static Optional<JoinKind> turned(JoinKind kind) {
    return switch (kind) {
      case LEFT_SEMI -> Optional.of(JoinKind.RIGHT_SEMI);
      case LEFT_ANTI -> Optional.of(JoinKind.RIGHT_ANTI);
      case LEFT_OUTER -> Optional.of(JoinKind.RIGHT_OUTER);
      case INNER, FULL_OUTER -> Optional.of(kind);
      case RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK ->
          Optional.empty();
    };
  }
}
