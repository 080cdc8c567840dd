package io.sampo.analyzer;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves changes to single columns: added, replaced, dropped, renamed. */
final class ColumnsResolver {
  private final Analysis analysis;
  private final Context context;

  ColumnsResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved withColumns(Relation.WithColumns relation) {
    Resolved child = analysis.resolve(relation.child(), context);
    List<ColumnReference> visible = child.scope().visible();
    var added = new ArrayList<>(relation.columns());
    var selected = new ArrayList<Expression>();
    for (int i = 0; i < visible.size(); i++) {
      String name = visible.get(i).name();
      Optional<Expression.Alias> replacement =
          relation.columns().stream()
              .filter(alias -> analysis.settings().sameName(alias.name(), name))
              .reduce((first, last) -> last);
      replacement.ifPresent(
          last -> added.removeIf(alias -> analysis.settings().sameName(alias.name(), last.name())));
      selected.add(
          replacement.isPresent()
              ? replacement.get()
              : new Expression.Ordinal(i, relation.origin()));
    }
    selected.addAll(added);
    GeneratorResolver.Selection selection =
        new GeneratorResolver(analysis, context).select(child, selected);
    return new SelectBlock(analysis, context, selection.input(), null)
        .select(selection.list())
        .resolved();
  }

  Resolved drop(Relation.Drop drop) {
    Resolved child = analysis.resolve(drop.child(), context);
    Set<Long> dropped = new HashSet<>();
    for (Expression column : drop.columns()) {
      dropped.addAll(ids(column, child.scope()));
    }
    List<ScopeColumn> kept =
        child.scope().columns().stream()
            .filter(column -> !dropped.contains(column.column().id()))
            .toList();
    return new Resolved(child.plan(), child.scope().withColumns(kept), Optional.empty())
        .exact(analysis.ids());
  }

  /** The columns that a name or reference means; none when there is no such column. */
  private List<Long> ids(Expression column, Scope scope) {
    return switch (column) {
      case Expression.Attribute attribute ->
          scope.find(attribute.nameParts(), analysis.settings()).stream()
              .map(match -> match.column().id())
              .toList();
      case Expression.PlanColumn tagged ->
          scope.tagged(tagged.planId()).stream()
              .flatMap(List::stream)
              .filter(known ->
                  analysis.settings().sameName(known.name(), tagged.nameParts().getFirst()))
              .map(ColumnReference::id)
              .toList();
      default ->
          throw AnalyzerErrors.wrongPlace(
              "An expression", "drop", "Give the names of columns.", column.origin());
    };
  }

  Resolved rename(Relation.Rename rename) {
    Resolved child = analysis.resolve(rename.child(), context).exact(analysis.ids());
    var columns = new ArrayList<NamedExpression>();
    boolean changed = false;
    for (ColumnReference column : child.plan().output()) {
      Optional<String> name = newName(rename.names(), column.name());
      changed |= name.isPresent();
      columns.add(
          name.isPresent()
              ? new NamedExpression(analysis.ids().next(), name.get(), column)
              : NamedExpression.of(column));
    }
    if (!changed) {
      return child;
    }
    var project = new LogicalPlan.Project(child.plan(), columns);
    var renamed = new ArrayList<ScopeColumn>();
    for (int i = 0; i < columns.size(); i++) {
      renamed.add(child.scope().columns().get(i).withColumn(project.output().get(i)));
    }
    return Resolved.of(project, child.scope().withColumns(renamed));
  }

  private Optional<String> newName(Map<String, String> names, String name) {
    return names.entrySet().stream()
        .filter(entry -> analysis.settings().sameName(entry.getKey(), name))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
