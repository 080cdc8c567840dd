package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Expression.Alias;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A select list over rows or groups: input, groups, HAVING, windows, projection. Clauses above may
 * add columns ({@link Widening}); the plan is built anew then, with the same ids for the columns it
 * had before.
 */
final class SelectBlock implements Widening {
  /**
   * One column of the select list: as resolved over the input's rows, and over what the projection
   * sees.
   */
  private record Output(
      io.sampo.spec.Expression written,
      Expression raw,
      NamedExpression column,
      List<String> qualifier) {}

  private final Analysis analysis;
  private final Context context;
  private final Resolved input;
  private final @Nullable Grouping grouping;
  private final ColumnNames columnNames;
  private final List<Output> outputs = new ArrayList<>();
  private final List<NamedExpression> hidden = new ArrayList<>();
  private final List<NamedExpression> windows = new ArrayList<>();
  private final Set<Long> usedIds = new HashSet<>();
  private final Set<Long> inputIds = new HashSet<>();
  private @Nullable Expression having;

  SelectBlock(Analysis analysis, Context context, Resolved input, @Nullable Grouping grouping) {
    this.analysis = analysis;
    this.context = context;
    this.input = input;
    this.grouping = grouping;
    this.columnNames = new ColumnNames(analysis.settings().zone());
    LogicalPlan rows = grouping == null ? input.plan() : grouping.plan();
    rows.output().forEach(column -> inputIds.add(column.id()));
  }

  private ExpressionResolver resolver(Clause clause, boolean aliasesFirst) {
    var names = new BlockNames(this, new ScopeNames(input.scope(), analysis), aliasesFirst);
    return new ExpressionResolver(analysis, context, names, clause, this.grouping());
  }

  private Optional<GroupingId> grouping() {
    return grouping == null ? Optional.empty() : grouping.groupingId();
  }

  /** Adds the columns of a select list; stars become several. */
  SelectBlock select(List<io.sampo.spec.Expression> expressions) {
    ExpressionResolver resolver = resolver(Clause.SELECT, false);
    for (io.sampo.spec.Expression expression : expressions) {
      if (Stars.isStar(expression)) {
        Stars.expand(expression, input.scope(), analysis)
            .forEach(column -> add(expression, column.name(), column.value()));
      } else if (expression instanceof io.sampo.spec.Expression.Ordinal) {
        Expression value = resolver.resolve(expression);
        add(expression, ((ColumnReference) value).name(), value);
      } else {
        Expression value = resolver.resolve(expression);
        add(expression, columnNames.of(expression, value), value);
      }
    }
    return this;
  }

  private void add(io.sampo.spec.Expression written, String name, Expression raw) {
    Expression value = rewrite(raw, written.origin());
    boolean plain = value instanceof ColumnReference && raw instanceof ColumnReference;
    List<String> qualifier =
        plain && !(written instanceof Alias) ? qualifierOf((ColumnReference) raw) : List.of();
    outputs.add(new Output(written, raw, named(name, value), qualifier));
  }

  private List<String> qualifierOf(ColumnReference column) {
    return input.scope().columns().stream()
        .filter(candidate -> candidate.column().id() == column.id())
        .map(ScopeColumn::qualifier)
        .findFirst()
        .orElse(List.of());
  }

  /**
   * A column passed through under its own name keeps its id, unless it stands in the list already
   * or comes from an outer query.
   */
  private NamedExpression named(String name, Expression value) {
    boolean kept =
        value instanceof ColumnReference column
            && column.name().equals(name)
            && inputIds.contains(column.id())
            && usedIds.add(column.id());
    return kept
        ? NamedExpression.of((ColumnReference) value)
        : new NamedExpression(analysis.ids().next(), name, value);
  }

  void having(io.sampo.spec.Expression condition) {
    Expression raw = resolver(Clause.HAVING, true).condition(condition);
    having = rewrite(raw, condition.origin());
  }

  /**
   * What an alias of the select list stands for, over the input's rows; resolved anew when it holds
   * a subquery, whose columns need ids of their own.
   */
  Optional<Expression> alias(String name, Origin origin) {
    List<Output> found =
        outputs.stream()
            .filter(output -> analysis.settings().sameName(output.column().name(), name))
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean same = found.stream().allMatch(output -> output.raw().equals(found.getFirst().raw()));
    if (!same) {
      List<String> candidates = found.stream().map(output -> output.raw().toString()).toList();
      throw AnalyzerErrors.ambiguous(List.of(name), candidates, origin);
    }
    Expression raw = found.getFirst().raw();
    if (!Determinism.isDeterministic(raw)) {
      String hint = "Give it its name in a subquery.";
      throw SampoException.unsupported(
          "A random value used by its alias in the same SELECT", hint, origin.span());
    }
    return Optional.of(
        PlanColumns.hasSubplan(raw)
            ? resolver(Clause.SELECT, false).resolve(found.getFirst().written())
            : raw);
  }

  /** The expression over what the projection sees: groups and window functions become columns. */
  private Expression rewrite(Expression raw, Origin origin) {
    Expression grouped;
    if (grouping != null) {
      grouped = grouping.rewrite(raw, origin);
    } else if (raw.anyMatch(part -> part instanceof AggregateCall)) {
      String hint = "Add it to the select list, or group.";
      throw AnalyzerErrors.wrongPlace(
          "An aggregate function", "a query that does not aggregate", hint, origin);
    } else {
      grouped = raw;
    }
    return grouped.transformUp(part -> part instanceof WindowCall call ? window(call) : part);
  }

  private Expression window(WindowCall call) {
    for (NamedExpression known : windows) {
      if (known.expression().equals(call)) {
        return known.toReference();
      }
    }
    var named = new NamedExpression(analysis.ids().next(), call.name(), call);
    windows.add(named);
    return named.toReference();
  }

  @Override
  public Widened widen(List<io.sampo.spec.Expression> expressions) {
    ExpressionResolver resolver = resolver(Clause.ORDER_BY, true);
    var values = new ArrayList<Expression>();
    for (io.sampo.spec.Expression expression : expressions) {
      values.add(require(rewrite(resolver.resolve(expression), expression.origin())));
    }
    return new Widened(plan(), values);
  }

  /** The column of that value, added when it is not there yet. */
  private Expression require(Expression value) {
    for (Output output : outputs) {
      if (output.column().expression().equals(value)) {
        return output.column().toReference();
      }
    }
    for (NamedExpression column : hidden) {
      if (column.expression().equals(value)) {
        return column.toReference();
      }
    }
    String name = value instanceof ColumnReference column ? column.name() : "_sort";
    NamedExpression column = named(name, value);
    hidden.add(column);
    return column.toReference();
  }

  Resolved resolved() {
    LogicalPlan plan = plan();
    var columns = new ArrayList<ScopeColumn>();
    for (Output output : outputs) {
      columns.add(new ScopeColumn(output.qualifier(), output.column().toReference(), false));
    }
    Scope scope = new Scope(columns, input.scope().tags(), input.scope().outer());
    return new Resolved(plan, scope, Optional.of(this));
  }

  private LogicalPlan plan() {
    LogicalPlan plan = grouping == null ? input.plan() : grouping.plan();
    if (having != null) {
      plan = new LogicalPlan.Filter(plan, having);
    }
    for (List<NamedExpression> functions : windowsBySpecification().values()) {
      plan = new LogicalPlan.Window(plan, functions);
    }
    var columns = new ArrayList<NamedExpression>();
    outputs.forEach(output -> columns.add(output.column()));
    columns.addAll(hidden);
    boolean identity =
        columns.stream().map(NamedExpression::toReference).toList().equals(plan.output())
            && columns.stream()
                .allMatch(column -> column.expression().equals(column.toReference()));
    return identity ? plan : new LogicalPlan.Project(plan, columns);
  }

  private Map<List<Object>, List<NamedExpression>> windowsBySpecification() {
    var groups = new LinkedHashMap<List<Object>, List<NamedExpression>>();
    for (NamedExpression window : windows) {
      var call = (WindowCall) window.expression();
      List<Object> specification = List.of(call.partitionBy(), call.orderBy());
      groups.computeIfAbsent(specification, key -> new ArrayList<>()).add(window);
    }
    return groups;
  }
}
