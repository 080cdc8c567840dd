package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.table.SourceTable;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Resolves tables, views, files and other leaves. */
final class TableResolver {
  private final Analysis analysis;
  private final Context context;

  TableResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved table(Relation.Table table) {
    List<String> parts = table.nameParts();
    if (parts.size() == 1) {
      String name = parts.getFirst();
      Optional<Context.Definition> definition = context.definition(name);
      if (definition.isPresent()) {
        return definition(name, definition.get());
      }
      Optional<Relation> view = analysis.catalog().view(name);
      if (view.isPresent()) {
        return view(name, view.get(), table.origin());
      }
    }
    Optional<SourceTable> path = placed(table.origin(), () -> analysis.catalog().path(parts));
    return path.map(source -> scan(source, List.of()))
        .orElseThrow(() ->
            AnalyzerErrors.tableNotFound(parts, analysis.catalog().viewNames(), table.origin()));
  }

  /** A common table expression, with ids of its own for each use. */
  private Resolved definition(String name, Context.Definition definition) {
    definition.used().set(true);
    Context where = definition.context();
    Context inner = context.outer() == null ? where : where.withOuter(context.outer());
    Resolved resolved = analysis.resolve(definition.relation(), inner).exact(analysis.ids());
    return Resolved.of(
        resolved.plan(), Scope.qualified(List.of(name), resolved.plan().output(), context.outer()));
  }

  private Resolved view(String name, Relation query, Origin origin) {
    if (context.views().contains(name.toLowerCase(Locale.ROOT))) {
      throw new SampoException(ErrorCode.RECURSIVE_VIEW, Map.of("name", name), origin.span());
    }
    Resolved resolved = analysis.resolve(query, context.insideView(name)).exact(analysis.ids());
    return Resolved.of(
        resolved.plan(), Scope.qualified(List.of(name), resolved.plan().output(), context.outer()));
  }

  Resolved files(Relation.Files files) {
    return scan(placed(files.origin(), () -> analysis.catalog().files(files)), List.of());
  }

  private static <T> T placed(Origin origin, Supplier<T> action) {
    try {
      return action.get();
    } catch (SampoException e) {
      throw e.at(origin.span());
    }
  }

  private Resolved scan(SourceTable source, List<String> qualifier) {
    List<ColumnReference> output = columns(source.schema());
    return Resolved.of(
        new LogicalPlan.Scan(source, output, List.of()),
        Scope.qualified(qualifier, output, context.outer()));
  }

  private List<ColumnReference> columns(StructType schema) {
    var columns = new ArrayList<ColumnReference>();
    for (StructField field : schema.fields()) {
      columns.add(
          new ColumnReference(analysis.ids().next(), field.name(), field.type(), field.nullable()));
    }
    return columns;
  }

  Resolved local(Relation.Local local) {
    List<ColumnReference> output = columns(local.schema());
    return Resolved.of(
        new LogicalPlan.LocalRows(output, local.rows()),
        Scope.qualified(List.of(), output, context.outer()));
  }

  Resolved oneRow() {
    return Resolved.of(LogicalPlan.LocalRows.oneRow(), Scope.of(List.of(), context.outer()));
  }

  Resolved range(Relation.Range range) {
    if (range.step() == 0) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of("parameter", "step", "value", "0", "details", "it must not be zero"),
          range.origin().span());
    }
    var column = new ColumnReference(analysis.ids().next(), "id", DataType.LONG, false);
    LogicalPlan rows = new LogicalPlan.RangeRows(column, range.start(), range.end(), range.step());
    if (range.partitions().isPresent()) {
      rows = new LogicalPlan.Repartition(rows, range.partitions(), List.of(), false);
    }
    return Resolved.of(rows, Scope.qualified(List.of(), List.of(column), context.outer()));
  }
}
