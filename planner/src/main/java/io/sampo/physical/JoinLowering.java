package io.sampo.physical;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lowers joins: the right side is built, the left side probes. */
final class JoinLowering {
  private final PhysicalPlanner planner;

  JoinLowering(PhysicalPlanner planner) {
    this.planner = planner;
  }

  /** The parts of a join condition. */
  private record Keys(
      List<Expression> probe,
      List<NamedExpression> build,
      List<Boolean> nullSafe,
      List<Expression> residual) {}

  /**
   * @param reductions look-ups that useful rows of the join pass later on
   */
  List<Flow> flows(LogicalPlan.Join join, List<Reduction> reductions) {
    if (join.dependent()) {
      throw new IllegalStateException("a dependent join was not unnested");
    }
    Keys keys = keys(join);
    boolean keepsBuilt =
        switch (join.kind()) {
          case RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI -> true;
          case INNER,
              LEFT_OUTER,
              LEFT_SEMI,
              LEFT_ANTI,
              LEFT_ANTI_NULL_AWARE,
              LEFT_SINGLE,
              LEFT_MARK ->
              false;
        };
    List<NamedExpression> payload = payload(join, keys);
    var filters = new RuntimeFilters(join, keys.probe(), keys.build(), reductions);
    int built =
        planner.stage(
            planner.flows(join.right(), filters.right()),
            new Sink.BuildTable(keys.build(), keys.nullSafe(), payload, keepsBuilt));
    var builtColumns = new ArrayList<ColumnReference>(PhysicalPlanner.references(keys.build()));
    builtColumns.addAll(PhysicalPlanner.references(payload));
    Optional<Expression> residual = keys.residual().stream().reduce((a, b) -> planner.and(a, b));
    var probe =
        new Step.Probe(
            built,
            join.kind(),
            keys.probe(),
            keys.nullSafe(),
            builtColumns,
            residual,
            join.mark(),
            keepsBuilt);
    boolean plain = keys.nullSafe().stream().noneMatch(safe -> safe);
    List<Flow> left = planner.flows(join.left(), filters.left(built, plain));
    List<Flow> probing = filters.probe(left, probe);
    return keepsBuilt ? withBuiltRows(join, built, builtColumns, probing) : probing;
  }

  /**
   * The columns of the build side that later steps may need, those that are keys already left out.
   */
  private static List<NamedExpression> payload(LogicalPlan.Join join, Keys keys) {
    Set<Long> already = new HashSet<>();
    keys.build().forEach(key -> already.add(key.id()));
    boolean needed = join.kind().yieldsRight() || !keys.residual().isEmpty();
    return join.right().output().stream()
        .filter(column -> needed && !already.contains(column.id()))
        .map(NamedExpression::of)
        .toList();
  }

  /**
   * Unmatched built rows are known only when all probing is done: they make a flow of their own,
   * which a stage does in a later round than those that probe. Where nothing but built rows is
   * yielded, probing ends in a stage of its own.
   */
  private List<Flow> withBuiltRows(
      LogicalPlan.Join join, int built, List<ColumnReference> builtColumns, List<Flow> probing) {
    boolean semi = join.kind() == JoinKind.RIGHT_SEMI;
    var source = new Source.BuiltRows(built, builtColumns, semi);
    if (semi || join.kind() == JoinKind.RIGHT_ANTI) {
      var nothing = new Sink.CollectRows(List.of(), 0, Optional.empty(), false);
      return List.of(new Flow(source, List.of(), List.of(planner.stage(probing, nothing))));
    }
    List<NamedExpression> absent =
        join.left().output().stream()
            .map(c -> new NamedExpression(c.id(), c.name(), new Literal(null, c.type())))
            .toList();
    var flows = new ArrayList<Flow>(probing);
    flows.add(Flow.of(source).with(new Step.DefineColumns(absent)));
    return flows;
  }

  private Keys keys(LogicalPlan.Join join) {
    Set<Long> left = ids(join.left());
    Set<Long> right = ids(join.right());
    var keys = new Keys(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Expression> parts = Conditions.conjuncts(join.condition());
    for (Expression part : parts) {
      if (!(part instanceof Call call) || !isEquality(call)) {
        keys.residual().add(part);
        continue;
      }
      Expression a = call.arguments().get(0);
      Expression b = call.arguments().get(1);
      if (Conditions.within(a, left) && Conditions.within(b, right)) {
        add(keys, a, b, call.name().equals("<=>"));
      } else if (Conditions.within(b, left) && Conditions.within(a, right)) {
        add(keys, b, a, call.name().equals("<=>"));
      } else {
        keys.residual().add(part);
      }
    }
    boolean threeValued =
        join.kind() == JoinKind.LEFT_ANTI_NULL_AWARE
            || join.kind() == JoinKind.LEFT_MARK && join.mark().orElseThrow().nullable();
    if (threeValued && parts.size() > 1) {
      // With several parts the answer for a pair may be unknown without any key being null: every
      // pair is looked at.
      return new Keys(List.of(), List.of(), List.of(), parts);
    }
    return keys;
  }

  private static boolean isEquality(Call call) {
    return (call.name().equals("=") || call.name().equals("<=>"))
        && call.arguments().size() == 2
        && call.arguments().get(0).type().equals(call.arguments().get(1).type());
  }

  private void add(Keys keys, Expression probe, Expression build, boolean nullSafe) {
    keys.probe().add(probe);
    keys.nullSafe().add(nullSafe);
    boolean known =
        build instanceof ColumnReference column
            && keys.build().stream().noneMatch(k -> k.id() == column.id());
    keys.build()
        .add(
            known
                ? NamedExpression.of((ColumnReference) build)
                : new NamedExpression(planner.ids().next(), "key", build));
  }

  private static Set<Long> ids(LogicalPlan plan) {
    var ids = new HashSet<Long>();
    plan.output().forEach(column -> ids.add(column.id()));
    return ids;
  }
}
