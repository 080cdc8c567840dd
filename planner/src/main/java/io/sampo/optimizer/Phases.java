package io.sampo.optimizer;

import static io.sampo.optimizer.Phase.Repeat.FIXED_POINT;
import static io.sampo.optimizer.Phase.Repeat.ONCE;

import io.sampo.optimizer.Phase.Step.Down;
import io.sampo.optimizer.Phase.Step.Root;
import io.sampo.optimizer.Phase.Step.Up;
import io.sampo.optimizer.joinorder.ReorderJoins;
import io.sampo.optimizer.rule.MergeFilters;
import io.sampo.optimizer.rule.MergeProjects;
import io.sampo.optimizer.rule.NarrowJoinInputs;
import io.sampo.optimizer.rule.PruneColumns;
import io.sampo.optimizer.rule.PushFilterIntoJoin;
import io.sampo.optimizer.rule.PushFilterIntoScan;
import io.sampo.optimizer.rule.PushFilterThroughAggregate;
import io.sampo.optimizer.rule.PushFilterThroughProject;
import io.sampo.optimizer.rule.PushFilterThroughUnary;
import io.sampo.optimizer.rule.PushFilterThroughUnion;
import io.sampo.optimizer.rule.PushJoinConditionToInputs;
import io.sampo.optimizer.rule.RemoveRedundantProject;
import io.sampo.optimizer.unnesting.EliminateDependentJoins;
import io.sampo.optimizer.unnesting.ReplaceSubqueriesWithJoins;
import java.util.List;

/** Which rules run, in which order, and why in that order. */
final class Phases {
  private static final List<Phase.Step> PUSHDOWN =
      List.of(
          // Down: a filter sinks through several nodes in one pass.
          new Down(new MergeFilters()),
          new Down(new PushFilterThroughProject()),
          new Down(new PushFilterThroughAggregate()),
          new Down(new PushFilterThroughUnary()),
          new Down(new PushFilterThroughUnion()),
          new Down(new PushFilterIntoJoin()),
          new Down(new PushJoinConditionToInputs()),
          new Down(new PushFilterIntoScan()),
          new Up(new MergeProjects()),
          new Up(new RemoveRedundantProject()));

  static final List<Phase> ALL =
      List.of(
          // First, so that no other rule ever meets a subquery.
          new Phase(
              "unnesting",
              ONCE,
              List.of(
                  // Down: a subquery that has become an input is then searched for subqueries itself.
                  new Down(new ReplaceSubqueriesWithJoins()),
                  // Up: outer subqueries count on inner ones being ordinary joins.
                  new Up(new EliminateDependentJoins()))),
          new Phase("pushdown", FIXED_POINT, PUSHDOWN),
          new Phase("pruning", FIXED_POINT, List.of(new Root(new PruneColumns()), new Up(new RemoveRedundantProject()))),
          // Sizes are known best when filters have sunk and columns are gone.
          new Phase("join order", ONCE, List.of(new Root(new ReorderJoins()))),
          // Reordering leaves filters where relations were completed.
          new Phase("pushdown after join order", FIXED_POINT, PUSHDOWN),
          new Phase(
              "narrowing",
              FIXED_POINT,
              List.of(
                  new Root(new PruneColumns()),
                  new Down(new NarrowJoinInputs()),
                  new Up(new MergeProjects()),
                  new Up(new RemoveRedundantProject()))));

  private Phases() {}
}
