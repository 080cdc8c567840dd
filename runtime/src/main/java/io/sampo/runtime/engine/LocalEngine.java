package io.sampo.runtime.engine;

import io.sampo.analyzer.Analyzer;
import io.sampo.analyzer.AnalyzerSettings;
import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.engine.Engine;
import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.optimizer.OptimizerTrace;
import io.sampo.physical.StageGraph;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.runtime.cache.KeptMemory;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.serde.Serde;
import io.sampo.runtime.spill.SpillFolders;
import io.sampo.runtime.usercode.SessionFunctions;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.sql.SqlParser;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** An engine inside this process. */
public final class LocalEngine implements Engine {
  private final EngineSettings settings;
  private final SessionCatalog catalog;
  private final MemoryBudget memory;
  private final QueryStarter starter;
  private final KeptRelations kept = new KeptRelations(this);
  private final SpillFolders keptFolders;
  private final KeptMemory keptMemory;
  private final Filling filling;
  private final SessionFunctions functions;
  private volatile boolean closed;

  LocalEngine(EngineSettings settings) {
    this.settings = settings;
    this.catalog = new SessionCatalog(settings::zone);
    long limit = settings.memory();
    this.memory = new MemoryBudget(limit, limit / 4);
    this.keptFolders = new SpillFolders(settings.spillFolders());
    this.keptMemory =
        new KeptMemory(memory.forQuery("kept tables"), keptFolders.open(), memory.limit());
    memory.reclaimFrom(keptMemory::evict);
    this.filling = new Filling(this, keptMemory);
    this.starter = new LocalQueries(settings, memory);
    this.functions = SessionFunctions.evaluated();
  }

  /**
   * An engine whose queries run elsewhere.
   *
   * @param memory for what the engine does itself
   * @param functions of the session's program; closed with the engine
   */
  LocalEngine(
      EngineSettings settings,
      MemoryBudget memory,
      QueryStarter starter,
      SessionFunctions functions) {
    this.functions = functions;
    this.settings = settings;
    this.catalog = new SessionCatalog(settings::zone);
    this.memory = memory;
    this.keptFolders = new SpillFolders(settings.spillFolders());
    this.keptMemory =
        new KeptMemory(memory.forQuery("kept tables"), keptFolders.open(), memory.limit());
    memory.reclaimFrom(keptMemory::evict);
    this.filling = new Filling(this, keptMemory);
    this.starter = starter;
  }

  SessionCatalog catalog() {
    return catalog;
  }

  EngineSettings engineSettings() {
    return settings;
  }

  /** The memory queries use now: 0 when none runs and no result is open. */
  public long memoryUsed() {
    return memory.used();
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
    requireOpen();
    return schema(new Analyzer(catalog, analyzerSettings()).analyze(relation).output());
  }

  private static StructType schema(List<ColumnReference> output) {
    return new StructType(
        output.stream().map(c -> new StructField(c.name(), c.type(), c.nullable())).toList());
  }

  private AnalyzerSettings analyzerSettings() {
    return AnalyzerSettings.of(settings.zone(), Instant.now(), functions);
  }

  /** The road from spec to stages. */
  QueryPlanning planning() {
    return new QueryPlanning(catalog, analyzerSettings().evaluating(this::rows), starter.sharing());
  }

  /** As {@link #planning()}, for plans that are only looked at: nothing is computed for them. */
  QueryPlanning sketching() {
    return new QueryPlanning(catalog, analyzerSettings(), starter.sharing());
  }

  private Optional<List<@Nullable Object[]>> rows(LogicalPlan plan, ColumnIds ids) {
    var substitution = new KeptSubstitution(kept.relations(), ids, true);
    try (ResultStream result = start(substitution, () -> substitution.in(plan), ids)) {
      return Optional.of(RowLiterals.all(result));
    }
  }

  @Override
  public QueryResult execute(Relation relation) {
    return start(relation);
  }

  /** Memory for work beside a query. */
  BufferAllocator allocator(String name) {
    return memory.forQuery(name);
  }

  ResultStream start(Relation relation) {
    return start(relation, Optional.empty());
  }

  /** Starts a query, by a name if it has one. */
  ResultStream start(Relation relation, Optional<String> name) {
    Ending whole = (graph, plan, ids) -> graph;
    RecomputingResult.Attempt first = attempt(relation, whole, name);
    return first.kept().holdsRows()
        ? new RecomputingResult(first, () -> attempt(relation, whole, Optional.empty()))
        : first.result();
  }

  /** Starts a query that writes its rows; its result is the report of what was written. */
  ResultStream startWrite(Relation relation, WriteStart.Target target, Optional<String> name) {
    Ending writing = (graph, plan, ids) -> WriteStart.writing(graph, plan, ids, target);
    return attempt(relation, writing, name).result();
  }

  /** What is made of the stages of a query before it starts. */
  private interface Ending {
    StageGraph of(StageGraph graph, LogicalPlan plan, ColumnIds ids);
  }

  private RecomputingResult.Attempt attempt(
      Relation relation, Ending ending, Optional<String> name) {
    requireOpen();
    var ids = new ColumnIds();
    LogicalPlan plan = planning().analyzed(relation, ids);
    var substitution = new KeptSubstitution(kept.relations(), ids, true);
    ResultStream result =
        start(
            substitution,
            () -> substitution.in(plan),
            ids,
            graph -> ending.of(graph, plan, ids),
            name);
    return new RecomputingResult.Attempt(result, substitution);
  }

  /**
   * Starts a query over kept rows.
   *
   * @param plan a resolved plan, what it reads of kept rows replaced
   * @param ids handed out the ids of the plan's columns
   */
  ResultStream start(KeptSubstitution substitution, Supplier<LogicalPlan> plan, ColumnIds ids) {
    return start(substitution, plan, ids, graph -> graph, Optional.empty());
  }

  private ResultStream start(
      KeptSubstitution substitution,
      Supplier<LogicalPlan> plan,
      ColumnIds ids,
      UnaryOperator<StageGraph> ending,
      Optional<String> name) {
    try {
      LogicalPlan prepared = plan.get();
      QueryPlanning.Planned planned = planning().plan(prepared, ids, OptimizerTrace.NONE);
      PlannedQuery query = planned.with(asRun(ending.apply(planned.graph())));
      return starter.start(query, substitution::close, name);
    } catch (RuntimeException e) {
      substitution.close();
      throw e;
    }
  }

  /** A query that is ready to be run. */
  PlannedQuery planned(LogicalPlan prepared, ColumnIds ids) {
    QueryPlanning.Planned planned = planning().plan(prepared, ids, OptimizerTrace.NONE);
    return planned.with(asRun(planned.graph()));
  }

  private StageGraph asRun(StageGraph graph) {
    if (!settings.serializePlans()) {
      return graph;
    }
    return Serde.standard().read(Serde.standard().write(graph), StageGraph.class);
  }

  QueryStarter starter() {
    return starter;
  }

  @Override
  public QueryResult execute(Statement statement) {
    requireOpen();
    return new Commands(this, Optional.empty()).execute(statement);
  }

  @Override
  public QueryResult execute(Statement statement, String name) {
    requireOpen();
    return new Commands(this, Optional.of(name)).execute(statement);
  }

  @Override
  public String explain(Relation relation, Statement.ExplainMode mode) {
    return explain(relation, mode, Optional.empty());
  }

  /** As {@link #explain(Relation, Statement.ExplainMode)}, by a name if it has one. */
  String explain(Relation relation, Statement.ExplainMode mode, Optional<String> name) {
    requireOpen();
    return new Explaining(this, name).explain(relation, mode);
  }

  @Override
  public void createView(String name, Relation relation, boolean replace) {
    Relation before = catalog.view(name).orElse(null);
    catalog.createView(name, relation, replace);
    if (before != null && !before.equals(relation)) {
      kept.dropped(before);
    }
  }

  @Override
  public void register(UserFunction function) {
    requireOpen();
    functions.register(function);
  }

  @Override
  public void addJar(UserJar jar) {
    requireOpen();
    functions.add(jar);
  }

  @Override
  public boolean dropView(String name) {
    catalog.view(name).ifPresent(kept::dropped);
    return catalog.dropView(name);
  }

  @Override
  public KeptRelations cache() {
    requireOpen();
    return kept;
  }

  /** Computes rows to be kept. */
  Filling filling() {
    return filling;
  }

  @Override
  public Optional<String> setting(String key) {
    return settings.get(key);
  }

  @Override
  public void set(String key, String value) {
    settings.set(key, value);
  }

  @Override
  public Map<String, String> settings() {
    return settings.all();
  }

  private void requireOpen() {
    if (closed) {
      throw new SampoException(ErrorCode.SESSION_CLOSED, Map.of());
    }
  }

  @Override
  public void close() {
    closed = true;
    starter.close();
    kept.close();
    keptMemory.close();
    keptFolders.close();
    functions.close();
  }
}
