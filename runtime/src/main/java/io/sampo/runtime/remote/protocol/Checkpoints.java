package io.sampo.runtime.remote.protocol;

import io.sampo.error.Origin;
import io.sampo.spec.Relation;
import java.util.List;

/** The relations that checkpoints are. */
public final class Checkpoints {
  private static final int PARTS_WITH_FOLDER = 4;

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

  /** Whether the table of that name is in files, whose folder is the name's last part. */
  public static boolean isStored(List<String> name) {
    return name.size() == PARTS_WITH_FOLDER;
  }

  /** The relation of that table. */
  public static Relation relation(List<String> name) {
    return new Relation.Table(name, Origin.NONE);
  }

  /** That table's name. */
  public static List<String> name(Relation checkpoint) {
    return table(checkpoint).nameParts();
  }
}
