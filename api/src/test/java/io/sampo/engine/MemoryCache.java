package io.sampo.engine;

import io.sampo.config.StorageLevel;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes what was asked for. */
public final class MemoryCache implements RelationCache {
  private final Map<Relation, StorageLevel> levels = new LinkedHashMap<>();
  private final List<Relation> checkpoints = new ArrayList<>();

  /** The relations that were checkpointed. */
  public List<Relation> checkpoints() {
    return checkpoints;
  }

  @Override
  public void persist(Relation relation, StorageLevel level) {
    levels.putIfAbsent(relation, level);
  }

  @Override
  public boolean unpersist(Relation relation) {
    return levels.remove(relation) != null;
  }

  @Override
  public StorageLevel storageLevel(Relation relation) {
    return levels.getOrDefault(relation, StorageLevel.NONE);
  }

  @Override
  public void clear() {
    levels.clear();
  }

  @Override
  public void refresh(Relation relation) {}

  @Override
  public void refreshPath(String path) {}

  @Override
  public Relation checkpoint(Relation relation, boolean eager) {
    return localCheckpoint(relation, eager, StorageLevel.DISK_ONLY);
  }

  @Override
  public Relation localCheckpoint(Relation relation, boolean eager, StorageLevel level) {
    checkpoints.add(relation);
    return relation;
  }

  @Override
  public void forget(Relation checkpoint) {
    checkpoints.remove(checkpoint);
  }
}
