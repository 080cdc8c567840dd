package io.sampo.session;

import io.sampo.code.UserJar;
import io.sampo.column.ColumnName;
import io.sampo.config.ConfigOptions;
import io.sampo.dataframe.DataFrame;
import io.sampo.dataframe.EngineContext;
import io.sampo.engine.Engine;
import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.row.RecordMapping;
import io.sampo.row.Row;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry to Sampo: {@code Session.builder().master("local[*]").getOrCreate()}. Owns an engine
 * until {@link #close}. Safe for use by many threads; queries of one session may run at the same
 * time.
 */
public final class Session implements AutoCloseable {
  private final EngineContext context;
  private final String master;
  private final String appName;

  Session(Engine engine, String master, String appName) {
    this.context = new EngineContext(engine);
    this.master = master;
    this.appName = appName;
  }

  /** A builder with the master {@code local[*]}. */
  public static SessionBuilder builder() {
    return new SessionBuilder();
  }

  /** The version of this library; {@code development} when it does not run from its jar. */
  public String version() {
    String version = Session.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  public String master() {
    return master;
  }

  public String appName() {
    return appName;
  }

  public DataFrameReader read() {
    return new DataFrameReader(context);
  }

  /**
   * Runs one SQL statement. A query is checked (syntax, names, types) and stays lazy; a command
   * runs at once and its answer is the result.
   *
   * @throws SampoException when the text is not well formed, holds no or several statements, or
   *     names what is not there
   */
  public DataFrame sql(String text) {
    var statements = statements(text);
    if (statements.size() != 1) {
      throw new SampoException(
          ErrorCode.PARSE_SYNTAX_ERROR,
          Map.of(
              "token",
              statements.isEmpty() ? "end of input" : "';'",
              "hint",
              "sql() takes exactly one statement, but the text holds " + statements.size() + "."));
    }
    return sql(statements.getFirst());
  }

  private DataFrame sql(Statement statement) {
    if (statement instanceof Statement.Query query) {
      context.engine().schema(query.relation());
      return context.dataFrame(query.relation());
    }
    try (QueryResult result = execute(statement)) {
      return context.dataFrame(rows(result), result.schema());
    }
  }

  private static List<Row> rows(QueryResult result) {
    var rows = new ArrayList<Row>();
    for (var batch = result.next(); batch != null; batch = result.next()) {
      for (int row = 0; row < batch.rowCount(); row++) {
        var values = new @Nullable Object[result.schema().size()];
        for (int column = 0; column < values.length; column++) {
          values[column] = batch.value(row, column);
        }
        rows.add(Row.of(result.schema(), values));
      }
    }
    return rows;
  }

  /** The statements of a text, separated by semicolons; nothing is looked up. */
  public List<Statement> statements(String text) {
    return context.engine().parse(text);
  }

  /**
   * Runs a statement and hands out its rows as they come; a command has ended when this returns, a
   * write when its result has. The caller closes the result, which also offers progress and
   * cancellation.
   */
  public QueryResult execute(Statement statement) {
    return context.engine().execute(withJars(statement));
  }

  /** A table or view by name. */
  public DataFrame table(String name) {
    return table(context, name);
  }

  static DataFrame table(EngineContext context, String name) {
    return context.dataFrame(new Relation.Table(ColumnName.parts(name), Origin.NONE));
  }

  /** The longs from 0, before end, in a column {@code id}. */
  public DataFrame range(long end) {
    return range(0, end);
  }

  public DataFrame range(long start, long end) {
    return range(start, end, 1);
  }

  public DataFrame range(long start, long end, long step) {
    return context.dataFrame(new Relation.Range(start, end, step, Optional.empty(), Origin.NONE));
  }

  public DataFrame range(long start, long end, long step, int partitions) {
    return context.dataFrame(
        new Relation.Range(start, end, step, Optional.of(partitions), Origin.NONE));
  }

  /** No rows and no columns. */
  public DataFrame emptyDataFrame() {
    return createDataFrame(List.of(), StructType.of());
  }

  /**
   * A DataFrame of rows held in memory. Values are copied; {@link Row} says which classes they may
   * have.
   *
   * @throws SampoException when a row does not fit the schema
   */
  public DataFrame createDataFrame(List<Row> rows, StructType schema) {
    return context.dataFrame(rows, schema);
  }

  /** As {@link #createDataFrame(List, StructType)}, the columns as SQL declares them. */
  public DataFrame createDataFrame(List<Row> rows, String schema) {
    return createDataFrame(rows, context.engine().parseSchema(schema));
  }

  /**
   * A DataFrame of records held in memory, one column for each component; {@link RecordMapping}
   * says which classes components may have. {@code createDataFrame(..).as(recordClass)} makes it
   * typed.
   *
   * @throws SampoException when a component's class has no column type, or a value does not fit
   */
  public <R extends Record> DataFrame createDataFrame(List<R> records, Class<R> recordClass) {
    var mapping = RecordMapping.of(recordClass);
    return context.dataFrame(records.stream().map(mapping::toRow).toList(), mapping.schema());
  }

  /** Makes functions of this program known to SQL. */
  public UdfRegistration udf() {
    return new UdfRegistration(context);
  }

  /**
   * Adds the classes of a jar of this machine to those that functions of this session can use, on
   * all workers.
   *
   * @throws SampoException when it cannot be read
   */
  public void addJar(String path) {
    context.engine().addJar(jar(path));
  }

  private static UserJar jar(String path) {
    try {
      Path jar = Path.of(path);
      return new UserJar(String.valueOf(jar.getFileName()), Files.readAllBytes(jar));
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.FAILED_READ_FILE, Map.of("format", "jar", "path", path, "details", e), null, e);
    }
  }

  /** Jars lie where the session is, which need not be where its engine is. */
  private static Statement withJars(Statement statement) {
    return statement instanceof Statement.AddJars add
        ? new Statement.AddJars(
            add.paths(), add.paths().stream().map(Session::jar).toList(), add.origin())
        : statement;
  }

  public RuntimeConfig conf() {
    return new RuntimeConfig(context);
  }

  /**
   * Where {@code checkpoint()} puts its files from now on, whatever was set before. It sets {@code
   * spark.checkpoint.dir}, which overrides {@code sampo.checkpoint.dir}.
   *
   * @param folder made when it is needed; on a cluster one that all members see
   */
  public void setCheckpointDir(String folder) {
    conf().set(ConfigOptions.SPARK_CHECKPOINT_DIR.key(), folder);
  }

  public Catalog catalog() {
    return new Catalog(context);
  }

  /** What DataFrames of this session share, for front ends. */
  public EngineContext context() {
    return context;
  }

  public boolean isClosed() {
    return context.isClosed();
  }

  /**
   * Cancels all queries and frees everything; may be called twice. A later {@code getOrCreate}
   * starts a new session.
   */
  @Override
  public void close() {
    SessionRegistry.forget(this);
    context.close();
  }

  /** Same as {@link #close}. */
  public void stop() {
    close();
  }
}
