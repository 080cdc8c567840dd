package io.sampo.engine;

import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.config.ConfigOption;
import io.sampo.config.ConfigOptions;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An engine over lists for the tests of the API: rows held in memory, ranges, limits, counts and
 * picked columns. It notes which relations and statements it was asked for. Its SQL is {@code TABLE
 * name}, {@code SHOW TABLES} and {@code SET key=value}; an expression's text is read as one
 * attribute.
 */
public final class MemoryEngine implements Engine {
  private final MemoryCache cache = new MemoryCache();
  private final Map<String, String> settings;
  private final Map<String, Relation> views = new ConcurrentHashMap<>();
  private final List<Relation> executed = Collections.synchronizedList(new ArrayList<>());
  private final List<Statement> commands = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger closedResults = new AtomicInteger();
  private volatile boolean closed;

  public MemoryEngine(Map<String, String> settings) {
    this.settings = new ConcurrentHashMap<>(settings);
  }

  /** The relations that ran, in order. */
  public List<Relation> executed() {
    return executed;
  }

  /** The statements that ran, in order. */
  public List<Statement> commands() {
    return commands;
  }

  /** How many results were closed by their receiver. */
  public int closedResults() {
    return closedResults.get();
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public List<Statement> parse(String sql) {
    var statements = new ArrayList<Statement>();
    for (String text : sql.split(";")) {
      if (!text.isBlank()) {
        statements.add(statement(text.strip()));
      }
    }
    return statements;
  }

  private static Statement statement(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.startsWith("TABLE ")) {
      return new Statement.Query(new Relation.Table(List.of(text.substring(6)), Origin.NONE));
    }
    if (upper.equals("SHOW TABLES")) {
      return new Statement.ShowTables();
    }
    if (upper.startsWith("SET ")) {
      String[] parts = text.substring(4).split("=", 2);
      return new Statement.SetConfig(Optional.of(parts[0]), Optional.of(parts[1]));
    }
    throw new SampoException(ErrorCode.PARSE_SYNTAX_ERROR, Map.of("token", text, "hint", ""));
  }

  @Override
  public Expression parseExpression(String text) {
    return new Expression.Attribute(List.of(text), Origin.NONE);
  }

  @Override
  public DataType parseType(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "int" -> DataType.INTEGER;
      case "bigint" -> DataType.LONG;
      case "double" -> DataType.DOUBLE;
      case "string" -> DataType.STRING;
      default ->
          throw new SampoException(ErrorCode.PARSE_SYNTAX_ERROR, Map.of("token", text, "hint", ""));
    };
  }

  @Override
  public StructType parseSchema(String text) {
    var fields = new ArrayList<StructField>();
    for (String column : text.split(",")) {
      String[] parts = column.strip().split(" ");
      fields.add(StructField.of(parts[0], parseType(parts[1])));
    }
    return new StructType(fields);
  }

  @Override
  public StructType schema(Relation relation) {
    return table(relation).schema();
  }

  @Override
  public QueryResult execute(Relation relation) {
    executed.add(relation);
    return new MemoryResult(table(relation), closedResults::incrementAndGet);
  }

  @Override
  public QueryResult execute(Statement statement) {
    commands.add(statement);
    if (statement instanceof Statement.Query query) {
      return execute(query.relation());
    }
    if (statement instanceof Statement.ShowTables) {
      var names = new ArrayList<@Nullable Object[]>();
      views.keySet().stream().sorted().forEach(name -> names.add(new Object[] {"", name, true}));
      var schema =
          new StructType(List.of())
              .add("namespace", DataType.STRING)
              .add("tableName", DataType.STRING)
              .add("isTemporary", DataType.BOOLEAN);
      return new MemoryResult(new MemoryTable(schema, names), closedResults::incrementAndGet);
    }
    if (statement instanceof Statement.SetConfig set) {
      set(set.key().orElseThrow(), set.value().orElseThrow());
    }
    return new MemoryResult(
        new MemoryTable(StructType.of(), List.of()), closedResults::incrementAndGet);
  }

  private MemoryTable table(Relation relation) {
    if (relation instanceof Relation.Tagged tagged) {
      return table(tagged.child());
    }
    if (relation instanceof Relation.Local local) {
      return MemoryTable.of(local);
    }
    if (relation instanceof Relation.Range range) {
      return MemoryTable.of(range);
    }
    if (relation instanceof Relation.Limit limit && limit.count() instanceof Expression.Literal n) {
      return table(limit.child()).first((Integer) Objects.requireNonNull(n.value()));
    }
    if (relation instanceof Relation.Tail tail) {
      return table(tail.child()).last(tail.count());
    }
    if (relation instanceof Relation.Project project) {
      return table(project.child()).picked(project.expressions());
    }
    if (relation instanceof Relation.Aggregate aggregate && aggregate.groupings().isEmpty()) {
      return table(aggregate.child()).counted();
    }
    if (relation instanceof Relation.Table named) {
      String name = String.join(".", named.nameParts());
      Relation view = views.get(name);
      if (view == null) {
        throw new SampoException(
            ErrorCode.TABLE_OR_VIEW_NOT_FOUND, Map.of("name", name, "hint", ""));
      }
      return table(view);
    }
    throw SampoException.unsupported(relation.getClass().getSimpleName(), "", null);
  }

  @Override
  public MemoryCache cache() {
    return cache;
  }

  @Override
  public String explain(Relation relation, Statement.ExplainMode mode) {
    return mode + " plan of " + relation.getClass().getSimpleName();
  }

  @Override
  public void createView(String name, Relation relation, boolean replace) {
    views.put(name, relation);
  }

  @Override
  public void register(UserFunction function) {
    throw new UnsupportedOperationException(function.name());
  }

  @Override
  public void addJar(UserJar jar) {
    throw new UnsupportedOperationException(jar.name());
  }

  @Override
  public boolean dropView(String name) {
    return views.remove(name) != null;
  }

  @Override
  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key))
        .or(() -> ConfigOptions.find(key).flatMap(ConfigOption::defaultValue));
  }

  @Override
  public void set(String key, String value) {
    settings.put(key, value);
  }

  @Override
  public Map<String, String> settings() {
    return new LinkedHashMap<>(settings);
  }

  @Override
  public void close() {
    closed = true;
  }
}
