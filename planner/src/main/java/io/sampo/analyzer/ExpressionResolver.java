package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Aliases;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.CaseWhen;
import io.sampo.spec.Expression.Cast;
import io.sampo.spec.Expression.Exists;
import io.sampo.spec.Expression.Extract;
import io.sampo.spec.Expression.InSubquery;
import io.sampo.spec.Expression.Lambda;
import io.sampo.spec.Expression.Ordinal;
import io.sampo.spec.Expression.PlanColumn;
import io.sampo.spec.Expression.PlanStar;
import io.sampo.spec.Expression.QuantifiedComparison;
import io.sampo.spec.Expression.ScalarSubquery;
import io.sampo.spec.Expression.Star;
import io.sampo.spec.Expression.UserCall;
import io.sampo.spec.Expression.Windowed;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives the expressions of one clause their columns, functions and types. */
final class ExpressionResolver {
  private final Analysis analysis;
  private final Context context;
  private final Clause clause;
  private final Optional<GroupingId> groupingId;
  private final CallResolver calls;
  private Names names;

  ExpressionResolver(
      Analysis analysis,
      Context context,
      Names names,
      Clause clause,
      Optional<GroupingId> groupingId) {
    this.analysis = analysis;
    this.context = context;
    this.names = names;
    this.clause = clause;
    this.groupingId = groupingId;
    this.calls = new CallResolver(this);
  }

  /** A resolver for the names of one scope. */
  static ExpressionResolver over(Scope scope, Analysis analysis, Context context, Clause clause) {
    return new ExpressionResolver(
        analysis, context, new ScopeNames(scope, analysis), clause, Optional.empty());
  }

  Analysis analysis() {
    return analysis;
  }

  Context context() {
    return context;
  }

  Binder binder() {
    return analysis.binder();
  }

  Clause clause() {
    return clause;
  }

  /** How the grouping sets around are told apart, if there are any. */
  Optional<GroupingId> groupingId() {
    return groupingId;
  }

  Names names() {
    return names;
  }

  /** Runs with other names, those of an aggregate's arguments or a lambda's body. */
  <T> T withNames(Names others, Supplier<T> action) {
    Names before = names;
    names = others;
    try {
      return action.get();
    } finally {
      names = before;
    }
  }

  /** An expression that must be a condition. */
  Expression condition(io.sampo.spec.Expression expression) {
    return binder().condition(resolve(expression), clause.text(), expression.origin());
  }

  List<Expression> resolveAll(List<io.sampo.spec.Expression> expressions) {
    return expressions.stream().map(this::resolve).toList();
  }

  Expression resolve(io.sampo.spec.Expression expression) {
    return switch (expression) {
      case Attribute attribute -> attribute(attribute);
      case PlanColumn column -> planColumn(column);
      case Ordinal ordinal -> ordinal(ordinal);
      case io.sampo.spec.Expression.Literal literal -> new Literal(literal.value(), literal.type());
      case Call call -> calls.resolve(call);
      case UserCall call ->
          UserCalls.resolve(
              analysis().settings(), call.function(), resolveAll(call.arguments()), call.origin());
      case Alias alias -> resolve(alias.child());
      case Aliases aliases ->
          throw AnalyzerErrors.wrongPlace(
              "A list of names",
              clause.text(),
              "Only a generator such as explode yields several columns.",
              aliases.origin());
      case Cast cast ->
          binder().cast(resolve(cast.child()), cast.type(), cast.lenient(), cast.origin());
      case CaseWhen caseWhen -> caseWhen(caseWhen);
      case Extract extract -> StructAccess.extract(this, extract);
      case ScalarSubquery subquery -> new SubqueryResolver(this).scalar(subquery);
      case Exists subquery -> new SubqueryResolver(this).exists(subquery);
      case InSubquery subquery -> new SubqueryResolver(this).in(subquery);
      case QuantifiedComparison subquery -> new SubqueryResolver(this).quantified(subquery);
      case Windowed windowed -> new WindowResolver(this).windowed(windowed);
      case Star star -> throw misplacedStar(star.origin());
      case PlanStar star -> throw misplacedStar(star.origin());
      case Lambda lambda ->
          throw AnalyzerErrors.wrongPlace(
              "A lambda",
              clause.text(),
              "Only functions such as transform take one.",
              lambda.origin());
    };
  }

  private SampoException misplacedStar(Origin origin) {
    return AnalyzerErrors.wrongPlace(
        "*",
        clause.text(),
        "It may stand in a select list and as an argument of a function.",
        origin);
  }

  private Expression attribute(Attribute attribute) {
    List<String> parts = attribute.nameParts();
    return names
        .find(parts, attribute.origin())
        .or(() -> SpecialForms.bareWord(this, parts, attribute.origin()))
        .orElseThrow(() ->
            AnalyzerErrors.unresolvedColumn(parts, names.scope().names(), attribute.origin()));
  }

  private Expression planColumn(PlanColumn column) {
    List<List<ColumnReference>> inputs = names.scope().tagged(column.planId());
    if (inputs.isEmpty()) {
      throw AnalyzerErrors.unresolvedColumn(
          column.nameParts(), names.scope().names(), column.origin());
    }
    var found = new ArrayList<Expression>();
    for (List<ColumnReference> input : inputs) {
      Scope scope = Scope.qualified(List.of(), input, null);
      new ScopeNames(scope, analysis)
          .find(column.nameParts(), column.origin())
          .ifPresent(found::add);
    }
    if (found.size() > 1) {
      List<String> candidates = found.stream().map(Expression::toString).toList();
      throw AnalyzerErrors.ambiguous(column.nameParts(), candidates, column.origin());
    }
    if (found.isEmpty()) {
      List<String> known = inputs.getFirst().stream().map(ColumnReference::name).toList();
      throw AnalyzerErrors.unresolvedColumn(column.nameParts(), known, column.origin());
    }
    return found.getFirst();
  }

  private Expression ordinal(Ordinal ordinal) {
    List<ColumnReference> columns = names.scope().visible();
    if (ordinal.index() < 0 || ordinal.index() >= columns.size()) {
      throw AnalyzerErrors.unresolvedColumn(
          List.of("#" + ordinal.index()), names.scope().names(), ordinal.origin());
    }
    return columns.get(ordinal.index());
  }

  private Expression caseWhen(CaseWhen caseWhen) {
    var conditions = new ArrayList<Expression>();
    var values = new ArrayList<Expression>();
    for (CaseWhen.Branch branch : caseWhen.branches()) {
      io.sampo.spec.Expression condition = branch.condition();
      conditions.add(binder().condition(resolve(condition), "WHEN", condition.origin()));
      values.add(resolve(branch.value()));
    }
    Optional<Expression> otherwise = caseWhen.otherwise().map(this::resolve);
    values.add(otherwise.orElse(new Literal(null, DataType.NULL)));
    return conditional(conditions, values, caseWhen.origin());
  }

  /** A CASE with one value more than conditions. */
  Expression conditional(List<Expression> conditions, List<Expression> values, Origin origin) {
    List<Expression> unified = binder().unify(values, "CASE", origin);
    var branches = new ArrayList<Conditional.Branch>();
    for (int i = 0; i < conditions.size(); i++) {
      branches.add(new Conditional.Branch(conditions.get(i), unified.get(i)));
    }
    return new Conditional(branches, unified.getLast(), origin);
  }
}
