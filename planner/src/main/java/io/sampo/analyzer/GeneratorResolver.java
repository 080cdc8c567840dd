package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.function.FunctionKind;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Aliases;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Ordinal;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Resolves what yields several rows for each row: generators in select lists and LATERAL VIEW. */
final class GeneratorResolver {
  /** Qualifies the columns of a select list's generator, which only that list sees. */
  private static final String HIDDEN = "__generator";

  private final Analysis analysis;
  private final Context context;

  GeneratorResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  /** A select list without generators over an input that has their columns. */
  record Selection(Resolved input, List<Expression> list) {}

  /** Rows of a generator with the names of its own columns. */
  private record Rows(Resolved resolved, List<ColumnReference> columns) {}

  /** Whether the expression, its name aside, is the call of a generator. */
  static boolean isGenerator(Expression expression) {
    return inner(expression) instanceof Call call
        && FunctionRegistry.standard()
            .lookup(call.name())
            .filter(definition -> definition.kind() == FunctionKind.GENERATOR)
            .isPresent();
  }

  private static Expression inner(Expression expression) {
    return switch (expression) {
      case Alias alias -> alias.child();
      case Aliases aliases -> aliases.child();
      default -> expression;
    };
  }

  /** LATERAL VIEW and generators behind FROM. */
  Resolved generate(Relation.Generate generate) {
    if (!isGenerator(generate.generator())) {
      CallResolver.definition(generate.generator());
      String hint = "Use explode, posexplode, inline or stack.";
      throw AnalyzerErrors.wrongPlace(
          generate.generator().name(), "the place of a relation", hint, generate.origin());
    }
    Resolved child = analysis.resolve(generate.child(), context);
    List<String> qualifier = generate.alias().map(List::of).orElse(List.of());
    return rows(child, generate.generator(), generate.outer(), qualifier, generate.columns(), false)
        .resolved();
  }

  /** Moves the generator of a select list, if there is one, below the list. */
  Selection select(Resolved input, List<Expression> list) {
    List<Expression> generators = list.stream().filter(GeneratorResolver::isGenerator).toList();
    if (generators.isEmpty()) {
      return new Selection(input, list);
    }
    if (generators.size() > 1) {
      throw AnalyzerErrors.wrongPlace(
          "A second generator",
          "a select list",
          "Use LATERAL VIEW, or a subquery for each.",
          generators.get(1).origin());
    }
    Expression written = generators.getFirst();
    var call = (Call) inner(written);
    Rows rows = rows(input, call, false, List.of(HIDDEN), List.of(), true);
    var replaced = new ArrayList<Expression>();
    for (Expression item : list) {
      if (item == written) {
        replaced.addAll(outputs(written, rows.columns()));
      } else {
        replaced.add(item);
      }
    }
    return new Selection(rows.resolved(), replaced);
  }

  private List<Expression> outputs(Expression written, List<ColumnReference> columns) {
    Origin origin = written.origin();
    List<String> names =
        switch (written) {
          case Alias alias -> List.of(alias.name());
          case Aliases aliases -> aliases.names();
          default -> columns.stream().map(ColumnReference::name).toList();
        };
    requireCount(names, columns, origin);
    var outputs = new ArrayList<Expression>();
    for (int i = 0; i < names.size(); i++) {
      var column = new Attribute(List.of(HIDDEN, columns.get(i).name()), origin);
      outputs.add(new Alias(column, names.get(i), origin));
    }
    return outputs;
  }

  private static void requireCount(
      List<String> names, List<ColumnReference> columns, Origin origin) {
    if (names.size() != columns.size()) {
      throw new SampoException(
          ErrorCode.ASSIGNMENT_ARITY_MISMATCH,
          Map.of("count", names.size(), "columns", columns.size()),
          origin.span());
    }
  }

  private Rows rows(
      Resolved child,
      Call call,
      boolean outerView,
      List<String> qualifier,
      List<String> names,
      boolean hidden) {
    String name = call.name().toLowerCase(Locale.ROOT);
    boolean outer = outerView || name.endsWith("_outer");
    ExpressionResolver resolver =
        ExpressionResolver.over(child.scope(), analysis, context, Clause.GENERATOR);
    var generator = new Generators(resolver, call, outer);
    Generators.Generated generated = generator.resolve();
    LogicalPlan plan =
        new LogicalPlan.Generate(
            child.plan(), generated.elements(), outer, generated.position(), generated.element());
    List<NamedExpression> made = generated.columns();
    if (!names.isEmpty()) {
      made = renamed(made, names, call.origin());
    }
    var columns = new ArrayList<NamedExpression>();
    child.plan().output().forEach(column -> columns.add(NamedExpression.of(column)));
    columns.addAll(made);
    plan = new LogicalPlan.Project(plan, columns);
    var scope = new ArrayList<>(child.scope().columns());
    var references = made.stream().map(NamedExpression::toReference).toList();
    references.forEach(column -> scope.add(new ScopeColumn(qualifier, column, hidden)));
    return new Rows(Resolved.of(plan, child.scope().withColumns(scope)), references);
  }

  private List<NamedExpression> renamed(
      List<NamedExpression> columns, List<String> names, Origin origin) {
    requireCount(names, columns.stream().map(NamedExpression::toReference).toList(), origin);
    var renamed = new ArrayList<NamedExpression>();
    for (int i = 0; i < names.size(); i++) {
      NamedExpression column = columns.get(i);
      renamed.add(new NamedExpression(column.id(), names.get(i), column.expression()));
    }
    return renamed;
  }

  /**
   * A grouping whose select list holds a generator as a projection over the grouping, which yields
   * the generator's arguments instead; empty when it holds none.
   */
  Optional<Relation> aboveGroups(List<Expression> list, Grouped grouped, Origin origin) {
    if (list.stream().noneMatch(GeneratorResolver::isGenerator)) {
      return Optional.empty();
    }
    var names = new ColumnNames(analysis.settings().zone());
    var below = new ArrayList<Expression>();
    var above = new ArrayList<Expression>();
    for (Expression item : list) {
      if (!isGenerator(item)) {
        above.add(new Alias(new Ordinal(below.size(), item.origin()), names.of(item), origin));
        below.add(item);
        continue;
      }
      var call = (Call) inner(item);
      var arguments = new ArrayList<Expression>();
      for (Expression argument : call.arguments()) {
        if (argument instanceof Expression.Literal) {
          arguments.add(argument);
        } else {
          arguments.add(new Ordinal(below.size(), argument.origin()));
          below.add(argument);
        }
      }
      above.add(named(item, Call.of(call.name(), arguments, call.origin())));
    }
    return Optional.of(new Relation.Project(grouped.over(below), above, origin));
  }

  private static Expression named(Expression written, Call call) {
    return switch (written) {
      case Alias alias -> new Alias(call, alias.name(), alias.origin());
      case Aliases aliases -> new Aliases(call, aliases.names(), aliases.origin());
      default -> call;
    };
  }

  /** The grouping with another select list. */
  @FunctionalInterface
  interface Grouped {
    Relation over(List<Expression> list);
  }

  /** Names that are told apart: a repeated one gets a number. */
  static List<String> distinct(List<String> names) {
    var seen = new HashSet<String>();
    var distinct = new ArrayList<String>();
    for (String name : names) {
      String candidate = name;
      for (int i = 1; !seen.add(candidate.toLowerCase(Locale.ROOT)); i++) {
        candidate = name + i;
      }
      distinct.add(candidate);
    }
    return distinct;
  }
}
