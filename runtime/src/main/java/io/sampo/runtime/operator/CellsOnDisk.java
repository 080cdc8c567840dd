package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.join.HashPartitions;
import java.util.Arrays;

/**
 * Which cells of a join's build side ({@link HashPartitions}) are on disk: the same for all tasks,
 * and only ever more of them. A set of cells is a bit for each. The largest go first: so those with
 * a giant key make room for all others.
 *
 * <p>Safe for use by many threads.
 */
final class CellsOnDisk {
  /** All cells. */
  static final long ALL = -1L;

  /** Where spilling is forced these cells go to disk, so that both ways are gone. */
  static final long FORCED = (1L << HashPartitions.CELLS * 3 / 4) - 1;

  /** Who spills gets rid of one row of so many at least. */
  private static final int LEAST_SHARE = 3;

  private long cells;

  /** What tasks that are done left in memory. */
  private long left;

  /** About what of that belongs to each cell that is not on disk. */
  private double leftOfCell;

  static boolean contains(long cells, int cell) {
    return (cells >>> cell & 1) != 0;
  }

  /** The cell of a row. */
  static int cell(long row) {
    return HashPartitions.cell(Memory.getLong(row + RowLayout.HASH), 0);
  }

  /** How many rows there are of each cell. */
  static long[] counts(RowPages rows) {
    long[] counts = new long[HashPartitions.CELLS];
    for (int page = 0; page < rows.pages(); page++) {
      for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
        counts[cell(row)]++;
      }
    }
    return counts;
  }

  /** The cells that are on disk. */
  synchronized long cells() {
    return cells;
  }

  /** These cells go to disk too. */
  synchronized long atLeast(long more) {
    cells |= more;
    return cells;
  }

  /**
   * A task is short of memory: as many cells go to disk as it takes for little enough to stay, and
   * for some to go.
   *
   * @param counts how many rows of each cell the task has in memory
   * @param bytes what they take
   * @param most what the task may keep of it
   * @return all cells on disk
   */
  synchronized long extend(long[] counts, long bytes, long most) {
    long all = Arrays.stream(counts).sum();
    long mayStay = (long) (most / ((double) bytes / all));
    long wanted = Math.max(Math.max(1, all / LEAST_SHARE), all - mayStay);
    long gone = all - inMemory(counts);
    while (gone < wanted) {
      gone += addLargest(counts);
    }
    return cells;
  }

  private long inMemory(long[] counts) {
    long rows = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      rows += contains(cells, cell) ? 0 : counts[cell];
    }
    return rows;
  }

  private long addLargest(long[] counts) {
    int largest = -1;
    for (int cell = 0; cell < counts.length; cell++) {
      if (!contains(cells, cell) && (largest < 0 || counts[cell] > counts[largest])) {
        largest = cell;
      }
    }
    cells |= 1L << largest;
    return counts[largest];
  }

  /**
   * A task that is done wants to leave rows in memory.
   *
   * @param bytes what they take
   * @param leftByAll what tasks of all stages left
   * @param most what may be left by tasks of all stages, when all tasks of this one are done
   * @return whether it may; if so it counts as left
   */
  synchronized boolean leave(long bytes, long leftByAll, long most) {
    int inMemory = HashPartitions.CELLS - Long.bitCount(cells);
    double others = Math.max(0, leftByAll - left);
    double ofStage = leftOfCell * inMemory + bytes;
    if (inMemory == 0 || others + ofStage > most) {
      return false;
    }
    left += bytes;
    leftOfCell += (double) bytes / inMemory;
    return true;
  }

  /**
   * All tasks are done: as many cells go to disk as it takes for the others to fit.
   *
   * @param counts how many rows of each cell are in memory
   * @param bytes what they take
   * @param most what rows in memory may take
   * @param mostSlots what a table's slots may take now, half of the memory of rows that go besides
   * @return all cells on disk
   */
  synchronized long fit(long[] counts, long bytes, long most, long mostSlots) {
    double ofRow = (double) bytes / Math.max(1, Arrays.stream(counts).sum());
    long kept = inMemory(counts);
    while (kept > 0
        && (kept * ofRow > most
            || JoinTable.slotBytes(kept) > mostSlots + (bytes - kept * ofRow) / 2)) {
      kept -= addLargest(counts);
    }
    return kept == 0 ? atLeast(ALL) : cells;
  }
}
