package io.sampo.runtime.remote.protocol;

import io.sampo.spec.Relation;
import java.util.List;

/** The relations that checkpoints are. */
public final class Checkpoints {
  private Checkpoints() {}

  /** The table that a checkpoint reads: without it nobody can. */
  public static Relation.Table table(Relation checkpoint) {
    if (checkpoint instanceof Relation.SubqueryAlias alias) {
      return table(alias.child());
    }
    if (checkpoint instanceof Relation.Table table) {
      return table;
    }
    throw new IllegalArgumentException("no checkpoint: " + checkpoint);
  }

  /** That table's name. */
  public static List<String> name(Relation checkpoint) {
    return table(checkpoint).nameParts();
  }
}
