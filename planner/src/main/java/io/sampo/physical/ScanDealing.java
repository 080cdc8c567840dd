package io.sampo.physical;

/**
 * What each of the tasks that share a scan reads of the table. Only in plans of several processes
 * is it anything but even.
 */
public sealed interface ScanDealing {
  /** About as many pieces as the others, in order. */
  record Evenly() implements ScanDealing {}

  /**
   * As {@link Evenly}, but cut only where no value of a column is on both sides, so that rows with
   * the same value are in one task.
   *
   * @param column its name in the table
   */
  record Apart(String column) implements ScanDealing {}

  /**
   * All pieces that may hold values of a column which the task has of a column of another table,
   * and maybe others: rows that find partners there. Several tasks may read the same rows.
   *
   * @param column its name in the table
   * @param other the scan of the other table, dealt {@link Apart}
   * @param otherColumn by that column of it, which is of the same type
   */
  record Near(String column, Source.TableScan other, String otherColumn) implements ScanDealing {}
}
