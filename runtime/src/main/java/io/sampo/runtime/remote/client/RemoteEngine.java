package io.sampo.runtime.remote.client;

import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.config.ConfigOptions;
import io.sampo.engine.Engine;
import io.sampo.engine.QueryResult;
import io.sampo.engine.RelationCache;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.sql.SqlParser;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A session on a driver elsewhere. SQL is parsed here, everything else is asked there. When the
 * driver is lost the session is opened again at the next one, with its settings and views.
 */
public final class RemoteEngine implements Engine {
  /** It has to fit into one frame. */
  private static final int LARGEST_JAR = 255 << 20;

  private final MasterUrl master;
  private final SessionMemory memory;
  private final RemoteCache cache;
  private final SessionLink link;
  private final ClientMemory rows = new ClientMemory();

  RemoteEngine(MasterUrl master, SessionMemory memory, SessionLink link) {
    this.master = master;
    this.memory = memory;
    this.link = link;
    this.cache = new RemoteCache(link, memory);
  }

  @Override
  public List<Statement> parse(String sql) {
    return SqlParser.parseStatements(sql);
  }

  @Override
  public Expression parseExpression(String text) {
    return SqlParser.parseExpression(text);
  }

  @Override
  public DataType parseType(String text) {
    return SqlParser.parseType(text);
  }

  @Override
  public StructType parseSchema(String text) {
    return SqlParser.parseSchema(text);
  }

  @Override
  public StructType schema(Relation relation) {
    return link.call(new Request.Schema(relation), Response.Columns.class).schema();
  }

  @Override
  public QueryResult execute(Relation relation) {
    return execute(new Statement.Query(relation));
  }

  @Override
  public QueryResult execute(Statement statement) {
    QueryResult result = RemoteResult.start(link, statement, rows);
    memory.done(statement);
    return result;
  }

  @Override
  public String explain(Relation relation, Statement.ExplainMode mode) {
    return link.call(new Request.Explain(relation, mode), Response.Text.class).text();
  }

  @Override
  public void createView(String name, Relation relation, boolean replace) {
    link.call(new Request.CreateView(name, relation, replace), Response.Done.class);
    memory.view(name, relation);
  }

  @Override
  public void register(UserFunction function) {
    link.call(new Request.Register(function), Response.Done.class);
    memory.function(function);
  }

  @Override
  public void addJar(UserJar jar) {
    if (jar.content().length > LARGEST_JAR) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "parameter",
              "the jar",
              "value",
              jar.name(),
              "details",
              "jars may have at most " + LARGEST_JAR + " bytes"));
    }
    link.call(new Request.AddJar(jar), Response.Done.class);
    memory.jar(jar);
  }

  @Override
  public boolean dropView(String name) {
    boolean existed = link.call(new Request.DropView(name), Response.Flag.class).value();
    memory.noView(name);
    return existed;
  }

  @Override
  public Optional<String> setting(String key) {
    return key.equals(ConfigOptions.MASTER.key())
        ? Optional.of(master.toString())
        : link.call(new Request.Setting(key), Response.OptionalText.class).text();
  }

  @Override
  public void set(String key, String value) {
    if (!SessionMemory.isOwn(key)) {
      link.call(new Request.Set(key, value), Response.Done.class);
      memory.set(key, value);
    }
  }

  @Override
  public Map<String, String> settings() {
    var all = new TreeMap<>(link.call(new Request.Settings(), Response.Settings.class).values());
    all.put(ConfigOptions.MASTER.key(), master.toString());
    return Map.copyOf(all);
  }

  /** Kept by the workers: after the loss of the driver rows are computed again. */
  @Override
  public RelationCache cache() {
    return cache;
  }

  @Override
  public void close() {
    cache.close();
    link.close();
  }
}
