package io.sampo.analyzer;

import io.sampo.plan.expression.ColumnReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The names a relation's rows are known by.
 *
 * @param columns in output order; hidden ones may stand among them
 * @param tags the columns of each tagged input, by its id; an id that occurs twice has several
 *     lists
 * @param outer the scope of the query around, whose columns may be used as well
 */
record Scope(
    List<ScopeColumn> columns, Map<Long, List<List<ColumnReference>>> tags, @Nullable Scope outer) {
  Scope {
    columns = List.copyOf(columns);
    tags = Map.copyOf(tags);
  }

  static Scope of(List<ScopeColumn> columns, @Nullable Scope outer) {
    return new Scope(columns, Map.of(), outer);
  }

  /** Columns under one qualifier. */
  static Scope qualified(
      List<String> qualifier, List<ColumnReference> columns, @Nullable Scope outer) {
    return of(
        columns.stream().map(column -> new ScopeColumn(qualifier, column, false)).toList(), outer);
  }

  /** The columns that {@code *} stands for. */
  List<ColumnReference> visible() {
    return columns.stream().filter(column -> !column.hidden()).map(ScopeColumn::column).toList();
  }

  /** The names to suggest. */
  Collection<String> names() {
    var names = new LinkedHashSet<String>();
    columns.stream().filter(column -> !column.hidden()).forEach(column -> names.add(column.name()));
    return names;
  }

  /** A column found by the first parts of a name; the other parts name fields of it. */
  record Match(ColumnReference column, List<String> fields, String qualifiedName) {}

  /**
   * The columns of this scope, outer ones left out, that a name may stand for: those with the
   * longest qualifier.
   */
  List<Match> find(List<String> parts, AnalyzerSettings settings) {
    for (int qualifierLength = parts.size() - 1; qualifierLength >= 0; qualifierLength--) {
      var matches = new LinkedHashMap<Long, Match>();
      for (ScopeColumn column : columns) {
        if (matches(column, parts, qualifierLength, settings)) {
          List<String> fields = parts.subList(qualifierLength + 1, parts.size());
          matches.putIfAbsent(
              column.column().id(), new Match(column.column(), fields, column.qualifiedName()));
        }
      }
      if (!matches.isEmpty()) {
        return List.copyOf(matches.values());
      }
    }
    return List.of();
  }

  private static boolean matches(
      ScopeColumn column, List<String> parts, int qualifierLength, AnalyzerSettings settings) {
    return (qualifierLength > 0 || !column.hidden())
        && settings.sameName(column.name(), parts.get(qualifierLength))
        && endsWith(column.qualifier(), parts.subList(0, qualifierLength), settings);
  }

  private static boolean endsWith(
      List<String> qualifier, List<String> wanted, AnalyzerSettings settings) {
    int skip = qualifier.size() - wanted.size();
    if (skip < 0) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!settings.sameName(qualifier.get(skip + i), wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The columns of one table, hidden ones included. */
  List<ColumnReference> ofTable(List<String> qualifier, AnalyzerSettings settings) {
    return columns.stream()
        .filter(column ->
            !column.qualifier().isEmpty() && endsWith(column.qualifier(), qualifier, settings))
        .map(ScopeColumn::column)
        .toList();
  }

  /**
   * The columns of the tagged input that are still there; more than one list when its id occurs
   * several times.
   */
  List<List<ColumnReference>> tagged(long planId) {
    var current = new HashMap<Long, ColumnReference>();
    columns.forEach(column -> current.put(column.column().id(), column.column()));
    return tags.getOrDefault(planId, List.of()).stream()
        .map(list ->
            list.stream().map(column -> current.get(column.id())).filter(Objects::nonNull).toList())
        .filter(list -> !list.isEmpty())
        .toList();
  }

  Scope withColumns(List<ScopeColumn> others) {
    return new Scope(others, tags, outer);
  }

  Scope mapColumns(UnaryOperator<ScopeColumn> change) {
    return withColumns(columns.stream().map(change).toList());
  }

  Scope withTag(long planId, List<ColumnReference> tagged) {
    var more = new HashMap<>(tags);
    more.put(planId, List.of(tagged));
    return new Scope(columns, more, outer);
  }

  Scope withTags(Map<Long, List<List<ColumnReference>>> others) {
    return new Scope(columns, others, outer);
  }

  /** The names of two inputs side by side. */
  Scope beside(Scope right) {
    var all = new ArrayList<>(columns);
    all.addAll(right.columns);
    var allTags = new HashMap<>(tags);
    right.tags.forEach((id, lists) ->
        allTags.merge(
            id,
            lists,
            (a, b) -> {
              var both = new ArrayList<>(a);
              both.addAll(b);
              return List.copyOf(both);
            }));
    return new Scope(all, allTags, outer);
  }

  /** The same names for columns that a node above yields, which may have become nullable. */
  Scope over(List<ColumnReference> output) {
    var byId = new HashMap<Long, ColumnReference>();
    output.forEach(column -> byId.put(column.id(), column));
    return mapColumns(
        column -> column.withColumn(byId.getOrDefault(column.column().id(), column.column())));
  }
}
