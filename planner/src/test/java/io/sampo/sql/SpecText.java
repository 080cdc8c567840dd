package io.sampo.sql;

import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.SortKey;
import io.sampo.spec.Statement;
import io.sampo.spec.WindowSpec;
import io.sampo.types.DataType;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes spec compactly: calls as {@code (+ a 1)}, relations as {@code Filter[condition](child)},
 * literals with a suffix for each type but INT, STRING, BOOLEAN and NULL.
 */
final class SpecText {
  private SpecText() {}

  static String of(Statement statement) {
    return switch (statement) {
      case Statement.Query query -> of(query.relation());
      case Statement.Explain explain -> "Explain " + explain.mode() + " " + of(explain.relation());
      case Statement.CreateView view ->
          (view.replace() ? "ReplaceView " : "CreateView ")
              + view.name()
              + " = "
              + of(view.relation());
      case Statement.DropView view ->
          "DropView " + view.name() + (view.ifExists() ? " if exists" : "");
      case Statement.SetConfig config ->
          "Set"
              + config.key().map(key -> " " + key).orElse("")
              + config.value().map(value -> " = " + value).orElse("");
      case Statement.ShowTables tables -> "ShowTables";
      case Statement.ShowViews views -> "ShowViews";
      case Statement.ShowColumns columns -> "ShowColumns " + of(columns.table());
      case Statement.DescribeFunction function ->
          "DescribeFunction " + function.name() + (function.extended() ? " extended" : "");
      case Statement.AddJars add -> "AddJars " + add.paths();
      case Statement.ShowFunctions functions ->
          "ShowFunctions" + functions.pattern().map(pattern -> " " + pattern).orElse("");
      case Statement.CacheTable cache ->
          (cache.lazy() ? "CacheLazily " : "Cache ")
              + of(cache.table())
              + " in "
              + cache.level().description()
              + cache.query().map(query -> " = " + of(query)).orElse("");
      case Statement.UncacheTable uncache ->
          "Uncache " + of(uncache.table()) + (uncache.ifExists() ? " if exists" : "");
      case Statement.ClearCache clear -> "ClearCache";
      case Statement.RefreshTable refresh -> "Refresh " + of(refresh.table());
      case Statement.RefreshPath refresh -> "Refresh '" + refresh.path() + "'";
      case Statement.Describe describe -> "Describe " + of(describe.relation());
      case Statement.Write write ->
          "Write "
              + write.format()
              + " '"
              + write.path()
              + "' "
              + write.mode()
              + " "
              + new TreeMap<>(write.options())
              + " "
              + write.partitionBy()
              + " "
              + of(write.relation());
    };
  }

  static String of(Relation relation) {
    return switch (relation) {
      case Relation.Table table -> String.join(".", table.nameParts());
      case Relation.Files files ->
          "Files["
              + files.format()
              + " "
              + files.paths()
              + " "
              + new TreeMap<>(files.options())
              + files.schema().map(schema -> " " + schema.sql()).orElse("")
              + "]";
      case Relation.Local local -> "Local";
      case Relation.Values values ->
          "Values["
              + values.rows().stream()
                  .map(row -> "(" + list(row) + ")")
                  .collect(Collectors.joining(", "))
              + "]";
      case Relation.OneRow row -> "OneRow";
      case Relation.Range range ->
          "Range["
              + range.start()
              + ", "
              + range.end()
              + ", "
              + range.step()
              + range.partitions().map(n -> ", " + n).orElse("")
              + "]";
      case Relation.Project project ->
          node("Project", list(project.expressions()), project.child());
      case Relation.WithColumns columns ->
          node("WithColumns", list(columns.columns()), columns.child());
      case Relation.Drop drop -> node("Drop", list(drop.columns()), drop.child());
      case Relation.Rename rename -> node("Rename", rename.names().toString(), rename.child());
      case Relation.Filter filter -> node("Filter", of(filter.condition()), filter.child());
      case Relation.Join join -> join(join);
      case Relation.Aggregate aggregate -> aggregate(aggregate);
      case Relation.Generate generate ->
          node(
              generate.outer() ? "GenerateOuter" : "Generate",
              of(generate.generator())
                  + generate.alias().map(alias -> " AS " + alias).orElse("")
                  + (generate.columns().isEmpty() ? "" : generate.columns()),
              generate.child());
      case Relation.Pivot pivot -> node("Pivot", of(pivot.pivot()), pivot.child());
      case Relation.Sort sort ->
          node(sort.global() ? "Sort" : "SortPartitions", keys(sort.keys()), sort.child());
      case Relation.Limit limit -> node("Limit", of(limit.count()), limit.child());
      case Relation.Offset offset -> node("Offset", of(offset.count()), offset.child());
      case Relation.Tail tail -> node("Tail", String.valueOf(tail.count()), tail.child());
      case Relation.Distinct distinct -> "Distinct(" + of(distinct.child()) + ")";
      case Relation.Deduplicate deduplicate ->
          node("Deduplicate", deduplicate.columns().toString(), deduplicate.child());
      case Relation.SetOperation set ->
          set.operator()
              + (set.all() ? "_ALL" : "")
              + (set.byName() ? "_BY_NAME" : "")
              + "("
              + of(set.left())
              + ", "
              + of(set.right())
              + ")";
      case Relation.Recursion recursion ->
          node(
              "Recursion",
              recursion.name() + recursion.maxLevels().map(n -> " " + n).orElse(""),
              recursion.body());
      case Relation.SubqueryAlias alias ->
          of(alias.child())
              + " AS "
              + alias.alias()
              + (alias.columns().isEmpty() ? "" : alias.columns());
      case Relation.Tagged tagged -> of(tagged.child());
      case Relation.With with ->
          "With["
              + with.definitions().stream().map(SpecText::of).collect(Collectors.joining(", "))
              + "]("
              + of(with.child())
              + ")";
      case Relation.Sample sample ->
          node("Sample", sample.fraction() + " seed " + sample.seed(), sample.child());
      case Relation.Repartition repartition ->
          node("Repartition", list(repartition.keys()), repartition.child());
      case Relation.Hint hint ->
          node("Hint", hint.name() + "(" + list(hint.arguments()) + ")", hint.child());
    };
  }

  private static String node(String name, String details, Relation child) {
    return name + "[" + details + "](" + of(child) + ")";
  }

  private static String join(Relation.Join join) {
    String how =
        join.type()
            + (join.natural() ? " NATURAL" : "")
            + (join.lateral() ? " LATERAL" : "")
            + join.condition().map(condition -> " ON " + of(condition)).orElse("")
            + (join.using().isEmpty() ? "" : " USING " + join.using());
    return "Join[" + how + "](" + of(join.left()) + ", " + of(join.right()) + ")";
  }

  private static String aggregate(Relation.Aggregate aggregate) {
    String sets = aggregate.groupingSets().isEmpty() ? "" : " " + aggregate.groupingSets();
    String how =
        (aggregate.groupAll()
                ? "ALL"
                : aggregate.kind() + "(" + list(aggregate.groupings()) + ")" + sets)
            + aggregate.having().map(having -> " HAVING " + of(having)).orElse("");
    return "Aggregate["
        + how
        + "; "
        + list(aggregate.aggregates())
        + "]("
        + of(aggregate.child())
        + ")";
  }

  private static String keys(List<SortKey> keys) {
    return keys.stream().map(SpecText::of).collect(Collectors.joining(", "));
  }

  private static String of(SortKey key) {
    return of(key.expression())
        + (key.ascending() ? "" : " DESC")
        + key.nullsFirst().map(first -> first ? " NULLS FIRST" : " NULLS LAST").orElse("");
  }

  private static String list(List<? extends Expression> expressions) {
    return expressions.stream().map(SpecText::of).collect(Collectors.joining(", "));
  }

  static String of(Expression expression) {
    return switch (expression) {
      case Expression.Attribute attribute ->
          attribute.nameParts().stream()
              .map(part -> part.matches("\\w+") ? part : "`" + part + "`")
              .collect(Collectors.joining("."));
      case Expression.PlanColumn column -> "plan " + column.planId() + " " + column.nameParts();
      case Expression.PlanStar star -> "plan " + star.planId() + " *";
      case Expression.Ordinal ordinal -> "#" + ordinal.index();
      case Expression.Star star ->
          String.join("", star.target().stream().map(part -> part + ".").toList())
              + "*"
              + (star.except().isEmpty() ? "" : " except " + star.except());
      case Expression.Literal literal -> literal(literal.value(), literal.type());
      case Expression.Call call -> call(call);
      case Expression.Alias alias -> of(alias.child()) + " AS " + alias.name();
      case Expression.Aliases aliases -> of(aliases.child()) + " AS " + aliases.names();
      case Expression.Cast cast ->
          "("
              + (cast.lenient() ? "try_cast " : "cast ")
              + of(cast.child())
              + " "
              + cast.type().sql()
              + ")";
      case Expression.CaseWhen when ->
          "(case "
              + when.branches().stream()
                  .map(branch -> of(branch.condition()) + " -> " + of(branch.value()))
                  .collect(Collectors.joining(", "))
              + when.otherwise().map(otherwise -> " else " + of(otherwise)).orElse("")
              + ")";
      case Expression.UserCall call -> call.function().name() + call.arguments();
      case Expression.Extract extract -> of(extract.child()) + "[" + of(extract.key()) + "]";
      case Expression.ScalarSubquery subquery -> "{" + of(subquery.relation()) + "}";
      case Expression.Exists exists -> "(exists {" + of(exists.relation()) + "})";
      case Expression.InSubquery in -> "(in " + list(in.values()) + " {" + of(in.relation()) + "})";
      case Expression.QuantifiedComparison comparison ->
          "("
              + comparison.operator()
              + (comparison.all() ? " all " : " any ")
              + of(comparison.value())
              + " {"
              + of(comparison.relation())
              + "})";
      case Expression.Windowed windowed ->
          "(over " + of(windowed.function()) + " " + window(windowed.window()) + ")";
      case Expression.Lambda lambda ->
          "(" + String.join(" ", lambda.parameters()) + " -> " + of(lambda.body()) + ")";
    };
  }

  private static String call(Expression.Call call) {
    String arguments =
        call.arguments().stream().map(argument -> " " + of(argument)).collect(Collectors.joining());
    return "("
        + call.name()
        + (call.distinct() ? " distinct" : "")
        + arguments
        + call.filter().map(filter -> " filter " + of(filter)).orElse("")
        + (call.ignoreNulls() ? " ignore nulls" : "")
        + ")";
  }

  private static String window(WindowSpec window) {
    return "[partition "
        + list(window.partitionBy())
        + " order "
        + keys(window.orderBy())
        + frame(window.frame())
        + "]";
  }

  private static String frame(Optional<WindowSpec.Frame> frame) {
    return frame
        .map(value -> " " + value.unit() + " " + bound(value.lower()) + ".." + bound(value.upper()))
        .orElse("");
  }

  private static String bound(WindowSpec.Bound bound) {
    return switch (bound) {
      case WindowSpec.Bound.Unbounded unbounded -> "unbounded";
      case WindowSpec.Bound.CurrentRow current -> "current";
      case WindowSpec.Bound.Offset offset -> of(offset.distance());
    };
  }

  private static String literal(@Nullable Object value, DataType type) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return "'" + text + "'";
    }
    if (value instanceof byte[] bytes) {
      return "X'" + HexFormat.of().formatHex(bytes) + "'";
    }
    boolean plain = type.equals(DataType.INTEGER) || type.equals(DataType.BOOLEAN);
    return value + (plain ? "" : ":" + type.sql());
  }
}
