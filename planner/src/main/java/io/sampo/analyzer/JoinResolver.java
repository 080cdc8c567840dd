package io.sampo.analyzer;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.JoinType;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Resolves joins. */
final class JoinResolver {
  private final Analysis analysis;
  private final Context context;

  JoinResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved join(Relation.Join join) {
    Resolved left = analysis.resolve(join.left(), context);
    Context rightContext = join.lateral() ? context.withOuter(left.scope()) : context;
    Resolved right = analysis.resolve(join.right(), rightContext);
    if (join.lateral()) {
      right = new Resolved(right.plan(), outside(right.scope()), Optional.empty());
      requireLateralKind(join);
    }
    List<String> using = join.natural() ? sharedNames(left.scope(), right.scope()) : join.using();
    if (!using.isEmpty()) {
      return new UsingJoin(analysis, join, left, right, using).resolve();
    }
    Scope both = left.scope().beside(right.scope());
    ExpressionResolver resolver = ExpressionResolver.over(both, analysis, context, Clause.JOIN);
    Expression condition = join.condition().map(resolver::condition).orElse(Literal.TRUE);
    var plan =
        new LogicalPlan.Join(
            left.plan(),
            right.plan(),
            kind(join.type()),
            condition,
            join.lateral(),
            Optional.empty());
    Scope scope = yieldsRight(join.type()) ? both : left.scope();
    return Resolved.of(plan, scope.over(plan.output()));
  }

  private Scope outside(Scope scope) {
    return new Scope(scope.columns(), scope.tags(), context.outer());
  }

  private static void requireLateralKind(Relation.Join join) {
    boolean possible =
        switch (join.type()) {
          case INNER, CROSS, LEFT_OUTER -> true;
          case RIGHT_OUTER, FULL_OUTER, LEFT_SEMI, LEFT_ANTI -> false;
        };
    if (!possible) {
      throw SampoException.unsupported(
          "LATERAL in a join of type " + join.type(),
          "Use INNER, CROSS or LEFT.",
          join.origin().span());
    }
  }

  private List<String> sharedNames(Scope left, Scope right) {
    return left.visible().stream()
        .map(ColumnReference::name)
        .filter(name ->
            right.visible().stream()
                .anyMatch(other -> analysis.settings().sameName(name, other.name())))
        .toList();
  }

  static boolean yieldsRight(JoinType type) {
    return kind(type).yieldsRight();
  }

  static JoinKind kind(JoinType type) {
    return switch (type) {
      case INNER, CROSS -> JoinKind.INNER;
      case LEFT_OUTER -> JoinKind.LEFT_OUTER;
      case RIGHT_OUTER -> JoinKind.RIGHT_OUTER;
      case FULL_OUTER -> JoinKind.FULL_OUTER;
      case LEFT_SEMI -> JoinKind.LEFT_SEMI;
      case LEFT_ANTI -> JoinKind.LEFT_ANTI;
    };
  }

  /** A join on columns of equal name, of which the result shows one each. */
  private static final class UsingJoin {
    private final Analysis analysis;
    private final Relation.Join join;
    private final Resolved left;
    private final Resolved right;
    private final List<ColumnReference> leftKeys = new ArrayList<>();
    private final List<ColumnReference> rightKeys = new ArrayList<>();

    UsingJoin(
        Analysis analysis, Relation.Join join, Resolved left, Resolved right, List<String> names) {
      this.analysis = analysis;
      this.join = join;
      this.left = left;
      this.right = right;
      for (String name : names) {
        leftKeys.add(key(left.scope(), name));
        rightKeys.add(key(right.scope(), name));
      }
    }

    private ColumnReference key(Scope scope, String name) {
      List<Scope.Match> found = scope.find(List.of(name), analysis.settings());
      if (found.isEmpty()) {
        throw AnalyzerErrors.unresolvedColumn(List.of(name), scope.names(), join.origin());
      }
      if (found.size() > 1) {
        List<String> candidates = found.stream().map(Scope.Match::qualifiedName).toList();
        throw AnalyzerErrors.ambiguous(List.of(name), candidates, join.origin());
      }
      return found.getFirst().column();
    }

    Resolved resolve() {
      Expression condition = Literal.TRUE;
      for (int i = 0; i < leftKeys.size(); i++) {
        List<Expression> sides = List.of(leftKeys.get(i), rightKeys.get(i));
        Expression equal = analysis.binder().call("=", sides, join.origin());
        condition =
            i == 0
                ? equal
                : analysis.binder().call("and", List.of(condition, equal), join.origin());
      }
      var plan =
          new LogicalPlan.Join(
              left.plan(),
              right.plan(),
              kind(join.type()),
              condition,
              join.lateral(),
              Optional.empty());
      if (!yieldsRight(join.type())) {
        return Resolved.of(plan, left.scope().over(plan.output()));
      }
      Scope both = left.scope().beside(right.scope()).over(plan.output());
      return join.type() == JoinType.FULL_OUTER ? coalesced(plan, both) : chosen(plan, both);
    }

    /** Shows the keys of the side that always has them. */
    private Resolved chosen(LogicalPlan plan, Scope both) {
      boolean fromRight = join.type() == JoinType.RIGHT_OUTER;
      List<ColumnReference> shown = fromRight ? rightKeys : leftKeys;
      var columns = new ArrayList<ScopeColumn>();
      for (ColumnReference key : shown) {
        both.columns().stream()
            .filter(column -> column.column().id() == key.id() && !column.hidden())
            .forEach(columns::add);
      }
      columns.addAll(others(both));
      for (ColumnReference key : fromRight ? leftKeys : rightKeys) {
        both.columns().stream()
            .filter(column -> column.column().id() == key.id())
            .forEach(column -> columns.add(column.hide()));
      }
      return Resolved.of(plan, both.withColumns(columns));
    }

    private List<ScopeColumn> others(Scope both) {
      var keys = new HashSet<Long>();
      leftKeys.forEach(key -> keys.add(key.id()));
      rightKeys.forEach(key -> keys.add(key.id()));
      return both.columns().stream()
          .filter(column -> !keys.contains(column.column().id()))
          .toList();
    }

    /** Either side may lack the keys: shows whichever is there. */
    private Resolved coalesced(LogicalPlan plan, Scope both) {
      var columns = new ArrayList<NamedExpression>();
      var scope = new ArrayList<ScopeColumn>();
      for (int i = 0; i < leftKeys.size(); i++) {
        ColumnReference leftKey = leftKeys.get(i);
        List<Expression> sides =
            List.of(leftKey.withNullable(true), rightKeys.get(i).withNullable(true));
        Expression either = analysis.binder().call("coalesce", sides, join.origin());
        var column = new NamedExpression(analysis.ids().next(), leftKey.name(), either);
        columns.add(column);
        scope.add(new ScopeColumn(List.of(), column.toReference(), false));
      }
      plan.output().forEach(column -> columns.add(NamedExpression.of(column)));
      List<ScopeColumn> others = others(both);
      scope.addAll(others);
      both.columns().stream()
          .filter(column -> !others.contains(column))
          .forEach(column -> scope.add(column.hide()));
      return Resolved.of(new LogicalPlan.Project(plan, columns), both.withColumns(scope));
    }
  }
}
