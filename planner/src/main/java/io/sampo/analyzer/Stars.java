package io.sampo.analyzer;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.spec.Expression;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code *} stands for. */
final class Stars {
  private Stars() {}

  /** A column that a star stands for. */
  record Column(String name, io.sampo.plan.expression.Expression value) {}

  static boolean isStar(Expression expression) {
    return expression instanceof Expression.Star || expression instanceof Expression.PlanStar;
  }

  /** The columns that the star stands for in the scope. */
  static List<ColumnReference> columns(Expression star, Scope scope, AnalyzerSettings settings) {
    return switch (star) {
      case Expression.Star plain -> columns(plain, scope, settings);
      case Expression.PlanStar tagged -> columns(tagged, scope);
      default -> throw new IllegalArgumentException("not a star: " + star);
    };
  }

  /** As {@link #columns}; also the fields of a struct, when the star's target is one. */
  static List<Column> expand(Expression star, Scope scope, Analysis analysis) {
    if (star instanceof Expression.Star plain
        && !plain.target().isEmpty()
        && scope.ofTable(plain.target(), analysis.settings()).isEmpty()) {
      Optional<io.sampo.plan.expression.Expression> struct =
          new ScopeNames(scope, analysis).find(plain.target(), plain.origin());
      if (struct.isPresent() && struct.get().type() instanceof StructType type) {
        return fields(struct.get(), type, plain, analysis);
      }
    }
    return columns(star, scope, analysis.settings()).stream()
        .map(column -> new Column(column.name(), column))
        .toList();
  }

  private static List<Column> fields(
      io.sampo.plan.expression.Expression struct,
      StructType type,
      Expression.Star star,
      Analysis analysis) {
    var fields = new ArrayList<Column>();
    for (int i = 0; i < type.size(); i++) {
      String name = type.fields().get(i).name();
      if (star.except().stream().noneMatch(left -> analysis.settings().sameName(left, name))) {
        fields.add(
            new Column(
                name, StructAccess.field(analysis.binder(), struct, type, i, star.origin())));
      }
    }
    return fields;
  }

  private static List<ColumnReference> columns(Expression.PlanStar star, Scope scope) {
    List<List<ColumnReference>> inputs = scope.tagged(star.planId());
    if (inputs.size() != 1) {
      throw AnalyzerErrors.unresolvedColumn(List.of("*"), scope.names(), star.origin());
    }
    return inputs.getFirst();
  }

  private static List<ColumnReference> columns(
      Expression.Star star, Scope scope, AnalyzerSettings settings) {
    List<ColumnReference> columns =
        star.target().isEmpty() ? scope.visible() : table(star, scope, settings);
    for (String name : star.except()) {
      if (columns.stream().noneMatch(column -> settings.sameName(column.name(), name))) {
        List<String> known = columns.stream().map(ColumnReference::name).toList();
        throw AnalyzerErrors.unresolvedColumn(List.of(name), known, star.origin());
      }
    }
    return columns.stream()
        .filter(column ->
            star.except().stream().noneMatch(name -> settings.sameName(name, column.name())))
        .toList();
  }

  private static List<ColumnReference> table(
      Expression.Star star, Scope scope, AnalyzerSettings settings) {
    List<ColumnReference> columns = scope.ofTable(star.target(), settings);
    if (columns.isEmpty()) {
      List<String> tables =
          scope.columns().stream()
              .map(column -> String.join(".", column.qualifier()))
              .distinct()
              .toList();
      throw AnalyzerErrors.unresolvedColumn(star.target(), tables, star.origin());
    }
    return columns;
  }
}
