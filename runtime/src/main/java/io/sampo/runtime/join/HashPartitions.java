package io.sampo.runtime.join;

import java.util.Collections;
import java.util.List;

/**
 * Deals hashes to partitions of about equal size. Each level looks at six further bits of a hash,
 * none of which says where a row's slot in a table is: else a partition's table would use a
 * fraction of its slots. What one level deals to a cell is a partition, shared with other small
 * cells, or is dealt further by the next level.
 *
 * <p>Immutable.
 */
public final class HashPartitions {
  /** The cells of a level. */
  public static final int CELLS = 1 << 6;

  /** The most levels. */
  public static final int LEVELS = 4;

  /** Below these bits are those by which a slot tells hashes apart. */
  private static final int FIRST_BIT = 4;

  private final int level;
  private final List<Cell> cells;

  /** Where a cell's hashes go. */
  public sealed interface Cell {
    /** To a partition, by its number. */
    record Partition(int number) implements Cell {}

    /** To the next level. */
    record Deeper(HashPartitions partitions) implements Cell {}
  }

  /**
   * @param level counts from 0
   * @param cells as many as {@link #CELLS}
   */
  public HashPartitions(int level, List<Cell> cells) {
    this.level = level;
    this.cells = List.copyOf(cells);
  }

  /** Everything in one partition, number 0. */
  public static HashPartitions single() {
    Cell all = new Cell.Partition(0);
    return new HashPartitions(0, Collections.nCopies(CELLS, all));
  }

  /** The cell of a hash on a level. */
  public static int cell(long hash, int level) {
    return (int) (hash >>> FIRST_BIT + 6 * level) & CELLS - 1;
  }

  /** The partition of a hash. */
  public int of(long hash) {
    HashPartitions at = this;
    while (true) {
      switch (at.cells.get(cell(hash, at.level))) {
        case Cell.Partition partition -> {
          return partition.number();
        }
        case Cell.Deeper deeper -> at = deeper.partitions();
      }
    }
  }
}
