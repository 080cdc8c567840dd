package io.sampo.runtime.engine;

import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.spec.Statement;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out statements. */
final class Commands {
  private final LocalEngine engine;
  private final Optional<String> name;

  /**
   * @param name of the statement, by which it can go on after the loss of who carries it out
   */
  Commands(LocalEngine engine, Optional<String> name) {
    this.engine = engine;
    this.name = name;
  }

  QueryResult execute(Statement statement) {
    return switch (statement) {
      case Statement.Query query -> engine.start(query.relation(), name);
      case Statement.Explain explain ->
          FixedResult.text(
              "plan", List.of(engine.explain(explain.relation(), explain.mode(), name)));
      case Statement.CreateView view -> {
        engine.schema(view.relation());
        engine.createView(view.name(), view.relation(), view.replace());
        yield FixedResult.none();
      }
      case Statement.DropView view -> dropView(view);
      case Statement.CacheTable cache -> cache(cache);
      case Statement.UncacheTable uncache -> uncache(uncache);
      case Statement.ClearCache clear -> {
        engine.cache().clear();
        yield FixedResult.none();
      }
      case Statement.RefreshTable refresh -> {
        engine.cache().refresh(refresh.table());
        yield FixedResult.none();
      }
      case Statement.RefreshPath refresh -> {
        engine.cache().refreshPath(refresh.path());
        yield FixedResult.none();
      }
      case Statement.SetConfig set -> set(set);
      case Statement.ShowTables tables -> tables("tableName");
      case Statement.ShowViews views -> tables("viewName");
      case Statement.ShowColumns columns ->
          FixedResult.text("col_name", engine.schema(columns.table()).names());
      case Statement.DescribeFunction function -> function(function);
      case Statement.AddJars jars -> {
        jars.jars().forEach(engine::addJar);
        yield FixedResult.none();
      }
      case Statement.ShowFunctions functions -> functions(functions.pattern());
      case Statement.Describe describe -> describe(engine.schema(describe.relation()));
      case Statement.Write write -> new Writing(engine, write, name);
    };
  }

  private QueryResult dropView(Statement.DropView view) {
    if (!engine.dropView(view.name()) && !view.ifExists()) {
      throw new SampoException(
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
          Map.of("name", view.name(), "hint", "Use DROP VIEW IF EXISTS to ignore this."),
          view.origin().span());
    }
    return FixedResult.none();
  }

  private QueryResult cache(Statement.CacheTable cache) {
    String name = String.join(".", cache.table().nameParts());
    cache
        .query()
        .ifPresent(query -> {
          engine.schema(query);
          engine.createView(name, query, false);
        });
    KeptRelation kept = engine.cache().keep(cache.table(), cache.level(), name);
    if (!cache.lazy()) {
      engine.cache().compute(kept);
    }
    return FixedResult.none();
  }

  private QueryResult uncache(Statement.UncacheTable uncache) {
    try {
      engine.schema(uncache.table());
      engine.cache().unpersist(uncache.table());
    } catch (SampoException e) {
      if (e.code() != ErrorCode.TABLE_OR_VIEW_NOT_FOUND || !uncache.ifExists()) {
        throw e;
      }
    }
    return FixedResult.none();
  }

  private QueryResult set(Statement.SetConfig set) {
    var rows = new ArrayList<@Nullable Object[]>();
    if (set.key().isEmpty()) {
      engine.settings().forEach((key, value) -> rows.add(new @Nullable Object[] {key, value}));
    } else {
      String key = set.key().get();
      set.value().ifPresent(value -> engine.set(key, value));
      rows.add(new @Nullable Object[] {key, engine.setting(key).orElse("<undefined>")});
    }
    return new FixedResult(texts("key", "value"), rows);
  }

  private static StructType texts(String... names) {
    var fields = new ArrayList<StructField>();
    for (String name : names) {
      fields.add(new StructField(name, DataType.STRING, false));
    }
    return new StructType(fields);
  }

  private QueryResult tables(String nameColumn) {
    StructType schema = texts("namespace", nameColumn).add("isTemporary", DataType.BOOLEAN, false);
    return new FixedResult(
        schema,
        engine.catalog().viewNames().stream()
            .map(name -> new @Nullable Object[] {"", name, true})
            .toList());
  }

  private static QueryResult functions(Optional<String> pattern) {
    String regex =
        pattern.map(text -> "(?i)" + text.replace("*", ".*").replace("%", ".*")).orElse(".*");
    return FixedResult.text(
        "function",
        FunctionRegistry.standard().all().stream()
            .map(definition -> definition.name())
            .filter(name -> name.matches(regex))
            .sorted()
            .toList());
  }

  private static QueryResult function(Statement.DescribeFunction statement) {
    FunctionDefinition definition =
        FunctionRegistry.standard()
            .lookup(statement.name())
            .orElseThrow(() ->
                new SampoException(
                    ErrorCode.UNRESOLVED_ROUTINE,
                    Map.of("name", statement.name(), "hint", "SHOW FUNCTIONS lists what there is."),
                    statement.origin().span()));
    var lines = new ArrayList<String>();
    lines.add("Function: " + statement.name().toLowerCase(Locale.ROOT));
    lines.add("Usage: " + definition.usage() + " - " + definition.description());
    if (statement.extended()) {
      lines.add(
          "Extended Usage:\n    Examples:\n      > SELECT "
              + definition.example()
              + ";\n       "
              + definition.exampleResult());
    }
    return FixedResult.text("function_desc", lines);
  }

  private static QueryResult describe(StructType schema) {
    return new FixedResult(
        texts("col_name", "data_type").add("comment", DataType.STRING),
        schema.fields().stream()
            .map(field ->
                new @Nullable Object[] {
                  field.name(), field.type().sql().toLowerCase(Locale.ROOT), null
                })
            .toList());
  }
}
