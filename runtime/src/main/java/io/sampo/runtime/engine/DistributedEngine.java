package io.sampo.runtime.engine;

import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.config.ConfigOptions;
import io.sampo.engine.Engine;
import io.sampo.engine.QueryResult;
import io.sampo.engine.RelationCache;
import io.sampo.runtime.cluster.ClusterActor;
import io.sampo.runtime.cluster.CodeShelf;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.usercode.SessionFunctions;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A session whose queries run on the workers of a cluster. It plans as an engine inside this
 * process does; the driver that it is given knows the workers.
 */
public final class DistributedEngine implements Engine {
  private final LocalEngine session;

  /**
   * @param settings of the session
   * @param memory for results on their way; closed by whoever made it
   * @param client reads results from workers; closed by whoever made it
   * @param driver a {@link ClusterActor}
   */
  public DistributedEngine(
      Map<String, String> settings,
      MemoryBudget memory,
      BlockClient client,
      ActorRef<ClusterActor.Command> driver) {
    this(settings, memory, client, driver, CodeShelf.NONE);
  }

  /**
   * With code that is too large for messages.
   *
   * @param shelf the driver's
   */
  public DistributedEngine(
      Map<String, String> settings,
      MemoryBudget memory,
      BlockClient client,
      ActorRef<ClusterActor.Command> driver,
      CodeShelf shelf) {
    var checked = new EngineSettings(settings);
    var functions = SessionFunctions.sent(codeLimit(checked));
    this.session =
        new LocalEngine(
            checked,
            memory,
            new DistributedQueries(
                checked, memory, client, driver, new ShelvedCode(functions, shelf)),
            functions);
  }

  private static long codeLimit(EngineSettings settings) {
    return settings
        .get(ConfigOptions.CODE_LIMIT.key())
        .or(ConfigOptions.CODE_LIMIT::defaultValue)
        .map(ConfigOptions.CODE_LIMIT::bytes)
        .orElseThrow();
  }

  @Override
  public List<Statement> parse(String sql) {
    return session.parse(sql);
  }

  @Override
  public Expression parseExpression(String text) {
    return session.parseExpression(text);
  }

  @Override
  public DataType parseType(String text) {
    return session.parseType(text);
  }

  @Override
  public StructType parseSchema(String text) {
    return session.parseSchema(text);
  }

  @Override
  public StructType schema(Relation relation) {
    return session.schema(relation);
  }

  @Override
  public QueryResult execute(Relation relation) {
    return session.execute(relation);
  }

  @Override
  public QueryResult execute(Statement statement) {
    return session.execute(statement);
  }

  @Override
  public QueryResult execute(Statement statement, String name) {
    return session.execute(statement, name);
  }

  @Override
  public String explain(Relation relation, Statement.ExplainMode mode) {
    return session.explain(relation, mode);
  }

  @Override
  public void createView(String name, Relation relation, boolean replace) {
    session.createView(name, relation, replace);
  }

  @Override
  public void register(UserFunction function) {
    session.register(function);
  }

  @Override
  public void addJar(UserJar jar) {
    session.addJar(jar);
  }

  @Override
  public boolean dropView(String name) {
    return session.dropView(name);
  }

  @Override
  public Optional<String> setting(String key) {
    return session.setting(key);
  }

  @Override
  public void set(String key, String value) {
    session.set(key, value);
  }

  @Override
  public Map<String, String> settings() {
    return session.settings();
  }

  @Override
  public RelationCache cache() {
    return session.cache();
  }

  @Override
  public void close() {
    session.close();
  }
}
