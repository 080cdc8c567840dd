package io.sampo.runtime.cache;

import io.sampo.physical.Source;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.StoredTable;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * Kept rows on the workers of a cluster as queries are planned over them: which parts there are and
 * how large. Where the parts are is told to each task that reads some of them, since they move when
 * they are computed again; what is in them does not change.
 *
 * @param id of the query that keeps them
 * @param name what plans say
 * @param schema columns with names of their own
 * @param figures exact
 * @param parts in the order of the rows
 */
public record SpreadRows(
    String id, String name, StructType schema, RowFigures figures, List<Part> parts)
    implements StoredTable {
  /** A task's share ends where a part does when that is this near, as a fraction of a share. */
  private static final double NEAR = 0.25;

  public SpreadRows {
    parts = List.copyOf(parts);
  }

  /** What one task has written. */
  public record Part(int blocks, long rows, long bytes) {}

  /**
   * Blocks of a part.
   *
   * @param from the first one, counted from 0
   * @param to the one behind the last
   */
  public record Range(int part, int from, int to) {}

  /** The bytes of all parts, as they are kept. */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  @Override
  public TableStatistics statistics() {
    return figures.statistics(schema, bytes());
  }

  /**
   * What each of so many tasks reads: about alike, in the order of the rows, and whole parts where
   * that is nearly as even.
   */
  public List<List<Range>> shares(int tasks) {
    long[] ends = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      ends[i + 1] = ends[i] + parts.get(i).bytes() + 1;
    }
    var shares = new ArrayList<List<Range>>();
    Cut from = new Cut(0, 0);
    for (int task = 1; task <= tasks; task++) {
      Cut to = task == tasks ? new Cut(parts.size(), 0) : cut(ends, task, tasks);
      shares.add(between(from, to));
      from = to;
    }
    return shares;
  }

  /** A place in front of a block. */
  private record Cut(int part, int block) {}

  private Cut cut(long[] ends, int task, int tasks) {
    double share = (double) ends[parts.size()] / tasks;
    double wished = share * task;
    int part = 0;
    while (part + 1 < parts.size() && ends[part + 1] <= wished) {
      part++;
    }
    if (parts.isEmpty() || wished - ends[part] < share * NEAR) {
      return new Cut(part, 0);
    }
    if (ends[part + 1] - wished < share * NEAR) {
      return new Cut(part + 1, 0);
    }
    double fraction = (wished - ends[part]) / (ends[part + 1] - ends[part]);
    return new Cut(part, (int) Math.round(parts.get(part).blocks() * fraction));
  }

  private List<Range> between(Cut from, Cut to) {
    var ranges = new ArrayList<Range>();
    for (int part = from.part(); part <= to.part() && part < parts.size(); part++) {
      int first = part == from.part() ? from.block() : 0;
      int end = part == to.part() ? to.block() : parts.get(part).blocks();
      if (first < end) {
        ranges.add(new Range(part, first, end));
      }
    }
    return ranges;
  }

  @Override
  public List<Piece> pieces(Source.TableScan scan, int batchSize, int partitions) {
    throw new IllegalStateException(name + " is read by tasks that know where its parts are");
  }

  @Override
  public String toString() {
    return name;
  }
}
