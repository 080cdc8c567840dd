package io.sampo.engine;

import io.sampo.config.StorageLevel;
import io.sampo.spec.Relation;

/**
 * What a session keeps of relations that were computed. A relation is found again in any query that
 * computes the same rows in the same way, alone or as a part. Safe for use by many threads.
 */
public interface RelationCache {
  /**
   * Keeps the relation's rows from the first query on that needs them. Nothing happens when they
   * are kept already, at whatever level.
   *
   * @throws io.sampo.error.SampoException when the relation cannot be resolved
   */
  void persist(Relation relation, StorageLevel level);

  /** Frees the relation's rows; false when they were not kept. Running queries are not hurt. */
  boolean unpersist(Relation relation);

  /** At which level the relation is kept, {@link StorageLevel#NONE} when it is not. */
  StorageLevel storageLevel(Relation relation);

  /** Frees everything that {@link #persist} keeps. */
  void clear();

  /**
   * Computes everything anew that was computed of the relation, or of files below the path when
   * that is what it reads, the next time it is needed.
   */
  void refresh(Relation relation);

  /** As {@link #refresh}, for all that reads files at or below a path. */
  void refreshPath(String path);

  /**
   * A relation with the same rows and columns that no longer knows how they were computed. The rows
   * are files below the folder of {@code sampo.checkpoint.dir}, written as any other write is, and
   * outlive whoever computed them; a session in one process without such a folder keeps them on its
   * disk. They stay for as long as the yielded relation is in use, or until it is {@link #forget
   * forgotten} or the session ends.
   *
   * @param eager whether the rows are computed now; otherwise by the first query that needs them
   * @throws io.sampo.error.SampoException CHECKPOINT_DIR_NOT_SET on a cluster without a folder
   */
  Relation checkpoint(Relation relation, boolean eager);

  /**
   * The same with rows that lie where they were computed, and are lost with it.
   *
   * @param level where the rows are kept for as long as the yielded relation is in use, or is
   *     {@link #forget forgotten}
   */
  Relation localCheckpoint(Relation relation, boolean eager, StorageLevel level);

  /**
   * Frees the rows of a checkpoint at once, without waiting until it is out of use. Running queries
   * are not hurt; later ones fail with CHECKPOINT_LOST.
   *
   * @param checkpoint as {@link #checkpoint} yielded it; anything else changes nothing
   */
  void forget(Relation checkpoint);
}
