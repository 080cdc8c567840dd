package io.sampo.optimizer;

import static io.sampo.optimizer.Phase.Repeat.FIXED_POINT;
import static io.sampo.optimizer.Phase.Repeat.ONCE;

import io.sampo.optimizer.Phase.Step.Down;
import io.sampo.optimizer.Phase.Step.Expressions;
import io.sampo.optimizer.Phase.Step.Root;
import io.sampo.optimizer.Phase.Step.Up;
import io.sampo.optimizer.joinorder.ReorderJoins;
import io.sampo.optimizer.rule.BuildSmallerSide;
import io.sampo.optimizer.rule.DeriveConditionsFromOr;
import io.sampo.optimizer.rule.FlattenUnions;
import io.sampo.optimizer.rule.InferConditionsAcrossJoins;
import io.sampo.optimizer.rule.MergeFilters;
import io.sampo.optimizer.rule.MergeProjects;
import io.sampo.optimizer.rule.MergeRanges;
import io.sampo.optimizer.rule.NarrowJoinInputs;
import io.sampo.optimizer.rule.OrderConditions;
import io.sampo.optimizer.rule.OrderFirstAndLast;
import io.sampo.optimizer.rule.PropagateEmptyInputs;
import io.sampo.optimizer.rule.PruneColumns;
import io.sampo.optimizer.rule.PushFilterIntoJoin;
import io.sampo.optimizer.rule.PushFilterIntoScan;
import io.sampo.optimizer.rule.PushFilterThroughAggregate;
import io.sampo.optimizer.rule.PushFilterThroughProject;
import io.sampo.optimizer.rule.PushFilterThroughUnary;
import io.sampo.optimizer.rule.PushFilterThroughUnion;
import io.sampo.optimizer.rule.PushJoinConditionToInputs;
import io.sampo.optimizer.rule.PushLimit;
import io.sampo.optimizer.rule.PushRankLimitIntoWindow;
import io.sampo.optimizer.rule.ReduceOuterJoins;
import io.sampo.optimizer.rule.RemoveRedundantDistinct;
import io.sampo.optimizer.rule.RemoveRedundantProject;
import io.sampo.optimizer.rule.RemoveRedundantSort;
import io.sampo.optimizer.rule.ReplaceSingleJoin;
import io.sampo.optimizer.rule.RewriteDistinctAggregates;
import io.sampo.optimizer.rule.TurnRightOuterJoins;
import io.sampo.optimizer.simplification.FoldConstants;
import io.sampo.optimizer.simplification.SimplifyConditionals;
import io.sampo.optimizer.simplification.SimplifyInLists;
import io.sampo.optimizer.simplification.SimplifyLogic;
import io.sampo.optimizer.simplification.SimplifyNullChecks;
import io.sampo.optimizer.simplification.UnwrapCasts;
import io.sampo.optimizer.unnesting.EliminateDependentJoins;
import io.sampo.optimizer.unnesting.ReplaceSubqueriesWithJoins;
import java.util.List;
import java.util.stream.Stream;

/** Which rules run, in which order, and why in that order. */
final class Phases {
  private static final List<Phase.Step> PUSHDOWN =
      List.of(
          // Down: a filter sinks through several nodes in one pass.
          new Down(new MergeFilters()),
          new Down(new PushFilterThroughProject()),
          new Down(new PushFilterThroughAggregate()),
          new Down(new PushFilterThroughUnary()),
          // After the conjuncts over partitioning columns have gone below the window.
          new Down(new PushRankLimitIntoWindow()),
          new Down(new PushFilterThroughUnion()),
          new Down(new PushFilterIntoJoin()),
          new Down(new PushJoinConditionToInputs()),
          new Down(new PushFilterIntoScan()),
          new Up(new MergeProjects()),
          new Up(new RemoveRedundantProject()));

  private static final List<Phase.Step> SIMPLIFICATION =
      List.of(
          new Expressions(new FoldConstants()),
          new Expressions(new SimplifyNullChecks()),
          new Expressions(new SimplifyLogic()),
          new Expressions(new SimplifyConditionals()),
          new Expressions(new UnwrapCasts()),
          new Expressions(new SimplifyInLists()),
          new Up(new MergeRanges()),
          new Down(new ReduceOuterJoins()),
          new Up(new ReplaceSingleJoin()),
          new Up(new FlattenUnions()),
          new Down(new PushLimit()),
          new Down(new RemoveRedundantSort()),
          new Up(new RemoveRedundantDistinct()),
          new Up(new PropagateEmptyInputs()));

  static final List<Phase> ALL =
      List.of(
          // First, so that no other rule ever meets a subquery.
          new Phase(
              "unnesting",
              ONCE,
              List.of(
                  // Down: a subquery that has become an input is then searched for subqueries
                  // itself.
                  new Down(new ReplaceSubqueriesWithJoins()),
                  // Up: outer subqueries count on inner ones being ordinary joins.
                  new Up(new EliminateDependentJoins()))),
          // Once subqueries are joins, and before aggregates are cut up: positions go through both.
          new Phase("row order", ONCE, List.of(new Up(new OrderFirstAndLast()))),
          new Phase("aggregates", ONCE, List.of(new Down(new RewriteDistinctAggregates()))),
          new Phase("simplification", FIXED_POINT, both(SIMPLIFICATION, PUSHDOWN)),
          // Once: simplified beyond recognition, what it derives would be derived again.
          new Phase("derivation", ONCE, List.of(new Down(new DeriveConditionsFromOr()))),
          // Apart from simplification, which may merge what was inferred with what was known, so
          // that it would be inferred again.
          new Phase(
              "inference",
              FIXED_POINT,
              both(List.of(new Up(new InferConditionsAcrossJoins())), PUSHDOWN)),
          new Phase("second simplification", FIXED_POINT, both(SIMPLIFICATION, PUSHDOWN)),
          new Phase(
              "pruning",
              FIXED_POINT,
              List.of(new Root(new PruneColumns()), new Up(new RemoveRedundantProject()))),
          // Sizes are known best when filters have sunk and columns are gone.
          new Phase(
              "join order",
              ONCE,
              List.of(
                  new Up(new TurnRightOuterJoins()),
                  new Root(new ReorderJoins()),
                  new Up(new BuildSmallerSide()))),
          // Reordering leaves filters where relations were completed.
          new Phase("pushdown after join order", FIXED_POINT, PUSHDOWN),
          new Phase(
              "narrowing",
              FIXED_POINT,
              List.of(
                  new Root(new PruneColumns()),
                  new Down(new NarrowJoinInputs()),
                  new Up(new MergeProjects()),
                  new Up(new RemoveRedundantProject()))),
          // Last: conditions are where they stay.
          new Phase("condition order", ONCE, List.of(new Up(new OrderConditions()))));

  private static List<Phase.Step> both(List<Phase.Step> first, List<Phase.Step> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private Phases() {}
}
