package io.sampo.runtime.engine;

import io.sampo.config.StorageLevel;
import io.sampo.engine.RelationCache;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import io.sampo.spec.Relation;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The relations whose rows this session keeps. They are found by their resolved plans, ids of
 * columns aside, wherever such a plan is part of a query.
 */
final class KeptRelations implements RelationCache {
  private static final String CHECKPOINT = "checkpoint";
  private static final String NUMBER = "#";

  /** Of a checkpoint's name: this word, its number, its session, and the folder of its files. */
  private static final int PARTS = 3;

  private static final int PARTS_WITH_FOLDER = 4;

  private static final Cleaner CLEANER = Cleaner.create();

  private final LocalEngine engine;
  private final List<KeptRelation> relations = new CopyOnWriteArrayList<>();
  private final Map<List<String>, KeptTable> checkpoints = new ConcurrentHashMap<>();
  private final AtomicLong checkpointIds = new AtomicLong();

  /** No other session, be it after the loss of a driver, has checkpoints of these names. */
  private final String session = UUID.randomUUID().toString();

  KeptRelations(LocalEngine engine) {
    this.engine = engine;
  }

  /** The label of the checkpoint that a table's name is, of this session or another; or empty. */
  static Optional<String> checkpoint(List<String> nameParts) {
    return (nameParts.size() == PARTS || nameParts.size() == PARTS_WITH_FOLDER)
            && nameParts.get(0).equals(CHECKPOINT)
            && nameParts.get(1).startsWith(NUMBER)
        ? Optional.of(label(nameParts.get(1)))
        : Optional.empty();
  }

  /** Where that checkpoint's rows are; empty when it has no files. */
  static Optional<CheckpointFolder> folder(List<String> nameParts) {
    return checkpoint(nameParts).isPresent() && nameParts.size() == PARTS_WITH_FOLDER
        ? CheckpointFolder.of(nameParts.getLast()).filter(CheckpointFolder::isThere)
        : Optional.empty();
  }

  private static String label(String id) {
    return CHECKPOINT + " " + id;
  }

  /** Those that queries read instead of computing them. */
  List<KeptRelation> relations() {
    return relations;
  }

  @Override
  public void persist(Relation relation, StorageLevel level) {
    keep(relation, level, "");
  }

  /** Keeps a relation under a name that plans show. */
  synchronized KeptRelation keep(Relation relation, StorageLevel level, String label) {
    var ids = new ColumnIds();
    LogicalPlan plan = engine.planning().resolved(relation, ids);
    Optional<KeptRelation> known = find(plan);
    if (known.isPresent()) {
      return known.get();
    }
    KeptRelation kept = KeptRelation.of(plan, ids, label, level, engine);
    relations.add(kept);
    return kept;
  }

  private Optional<KeptRelation> find(Relation relation) {
    return relations.isEmpty()
        ? Optional.empty()
        : find(engine.planning().resolved(relation, new ColumnIds()));
  }

  private Optional<KeptRelation> find(LogicalPlan plan) {
    return relations.stream().filter(kept -> kept.isSame(plan)).findFirst();
  }

  /** Computes the rows of a kept relation now. */
  void compute(KeptRelation kept) {
    kept.table().use().ifPresent(KeptRows::release);
  }

  @Override
  public synchronized boolean unpersist(Relation relation) {
    Optional<KeptRelation> kept = find(relation);
    kept.ifPresent(found -> {
      relations.remove(found);
      found.table().close();
    });
    return kept.isPresent();
  }

  @Override
  public StorageLevel storageLevel(Relation relation) {
    return find(relation).map(kept -> kept.table().level()).orElse(StorageLevel.NONE);
  }

  @Override
  public synchronized void clear() {
    relations.forEach(kept -> kept.table().close());
    relations.clear();
  }

  @Override
  public void refresh(Relation relation) {
    LogicalPlan plan = engine.planning().resolved(relation, new ColumnIds());
    List<LogicalPlan> leaves = KeptRelation.leaves(plan);
    relations.stream()
        .filter(kept -> kept.isSame(plan) || kept.readsAny(leaves))
        .forEach(kept -> kept.table().refresh());
  }

  @Override
  public void refreshPath(String path) {
    relations.stream()
        .filter(kept -> kept.readsBelow(path))
        .forEach(kept -> kept.table().refresh());
  }

  @Override
  public Relation checkpoint(Relation relation, boolean eager) {
    Optional<Path> below = engine.engineSettings().checkpointFolder();
    if (below.isEmpty()) {
      if (engine.starter().keepsRows()) {
        throw new SampoException(ErrorCode.CHECKPOINT_DIR_NOT_SET, Map.of());
      }
      return localCheckpoint(relation, eager, StorageLevel.DISK_ONLY);
    }
    LogicalPlan plan = engine.planning().analyzed(relation, new ColumnIds());
    long number = checkpointIds.incrementAndGet();
    String id = NUMBER + number;
    var folder = CheckpointFolder.below(below.get(), session + "-" + number);
    KeptTable table = KeptRelation.stored(plan, relation, label(id), folder, engine);
    List<String> name = List.of(CHECKPOINT, id, session, folder.path().toString());
    Relation.Table stored = known(name, table, eager);
    if (!filesOutliveSession()) {
      CLEANER.register(stored, new Forgetting(engine.catalog(), name, checkpoints, table));
    }
    return named(stored, table, plan);
  }

  /**
   * Whether files of checkpoints outlive this session, which may be one that a client has on one
   * driver of several: the client says when they go.
   */
  private boolean filesOutliveSession() {
    return engine.starter().keepsRows();
  }

  @Override
  public Relation localCheckpoint(Relation relation, boolean eager, StorageLevel level) {
    var ids = new ColumnIds();
    LogicalPlan plan = engine.planning().analyzed(relation, ids);
    String id = NUMBER + checkpointIds.incrementAndGet();
    KeptTable table = KeptRelation.once(plan, ids, label(id), level, engine);
    List<String> name = List.of(CHECKPOINT, id, session);
    Relation.Table stored = known(name, table, eager);
    // The relation is a part of every DataFrame that reads the rows: without it nobody can.
    CLEANER.register(stored, new Forgetting(engine.catalog(), name, checkpoints, table));
    return named(stored, table, plan);
  }

  private Relation.Table known(List<String> name, KeptTable table, boolean eager) {
    if (eager) {
      table.use().ifPresent(KeptRows::release);
    }
    engine.catalog().addTable(name, table);
    checkpoints.put(name, table);
    return new Relation.Table(name, Origin.NONE);
  }

  private static Relation named(Relation.Table stored, KeptTable table, LogicalPlan plan) {
    List<String> names = plan.output().stream().map(column -> column.name()).toList();
    return table.schema().names().equals(names)
        ? stored
        : new Relation.SubqueryAlias(stored, CHECKPOINT, names, Origin.NONE);
  }

  @Override
  public void forget(Relation checkpoint) {
    if (checkpoint instanceof Relation.SubqueryAlias alias) {
      forget(alias.child());
    } else if (checkpoint instanceof Relation.Table table) {
      List<String> name = table.nameParts();
      KeptTable known = checkpoints.get(name);
      if (known == null && folder(name).isPresent()) {
        known = engine.catalog().left(name);
        // Only who has the rows frees them.
        known.use().ifPresent(KeptRows::release);
      }
      if (known != null) {
        new Forgetting(engine.catalog(), name, checkpoints, known).run();
      }
    }
  }

  /** Frees a checkpoint that is out of use. Must not refer to the relation. */
  private record Forgetting(
      SessionCatalog catalog,
      List<String> name,
      Map<List<String>, KeptTable> checkpoints,
      KeptTable table)
      implements Runnable {
    @Override
    public void run() {
      catalog.removeTable(name);
      checkpoints.remove(name);
      table.close();
    }
  }

  /** Frees the rows of a view that is dropped or replaced. */
  void dropped(Relation view) {
    if (!relations.isEmpty()) {
      unpersist(view);
    }
  }

  void close() {
    clear();
    checkpoints.forEach((name, table) -> {
      if (name.size() == PARTS || !filesOutliveSession()) {
        table.close();
      }
    });
    checkpoints.clear();
  }
}
