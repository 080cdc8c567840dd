package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import java.util.List;
import java.util.Map;

/**
 * Where and how rows are written.
 *
 * @param format the name of the files' format
 * @param options of the format
 * @param staging the folder below which each attempt of a task makes a folder of its own; seen by
 *     all processes
 * @param folders positions, among the columns written, of those whose values are folders, outermost
 *     first; rows come sorted by them
 * @param zone the time zone in which values become the names of folders
 * @param spread over how many tasks
 * @param report the columns of the answer: the file below the staging folder, the folder of its
 *     partition ("" without any), its number of rows, its bytes
 */
public record FileTarget(
    String format,
    Map<String, String> options,
    String staging,
    List<Integer> folders,
    String zone,
    Spread spread,
    List<ColumnReference> report) {
  public FileTarget {
    options = Map.copyOf(options);
    folders = List.copyOf(folders);
    report = List.copyOf(report);
  }

  /** How many tasks write, each of them files of its own. */
  public sealed interface Spread {
    /** As many as there are where the rows come from. */
    record AsTheyCome() implements Spread {}

    /** At most so many, each with neighbouring rows. */
    record AtMost(int tasks) implements Spread {}

    /**
     * So many.
     *
     * @param by positions of columns; rows alike in them go to one task; none to deal rows out
     *     evenly
     */
    record Exactly(int tasks, List<Integer> by) implements Spread {
      public Exactly {
        by = List.copyOf(by);
      }
    }
  }
}
