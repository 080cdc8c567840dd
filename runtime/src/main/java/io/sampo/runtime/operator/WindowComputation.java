package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.PlacedFailure;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.physical.Sink;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.logical.RankLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Sorts rows by partition and key and computes window functions over them. Each bucket of
 * partitions is computed on its own.
 */
final class WindowComputation {
  private final Sink.WindowRows sink;
  private final RowLayout layout;
  private final RowLayout output;
  private final List<RowLayout.Field> partitionKeys = new ArrayList<>();
  private final RowOrder partitioning;
  private final RowOrder order;
  private final RowOrder both;

  WindowComputation(Sink.WindowRows sink, RowLayout layout, QueryContext context) {
    this.sink = sink;
    this.layout = layout;
    this.output = output(sink, context);
    for (Expression key : sink.partitionBy()) {
      layout.fields().stream()
          .filter(
              field -> key instanceof ColumnReference column && field.column().id() == column.id())
          .forEach(partitionKeys::add);
    }
    var keys = new ArrayList<SortOrder>();
    for (Expression key : sink.partitionBy()) {
      keys.add(new SortOrder(key, true, true));
    }
    this.partitioning = RowOrder.of(List.copyOf(keys), layout);
    keys.addAll(sink.order());
    this.both = RowOrder.of(keys, layout);
    this.order = RowOrder.of(sink.order(), layout);
  }

  /** The bucket of a row: rows of one partition are in one bucket. */
  int bucket(long row, int buckets) {
    return (int) Long.remainderUnsigned(RowFields.hash(partitionKeys, row) >>> 20, buckets);
  }

  /** The layout of the rows read. */
  RowLayout layout() {
    return layout;
  }

  /** The layout of the rows written. */
  RowLayout output() {
    return output;
  }

  /** The addresses of a part's rows by bucket: rows of one partition are in one bucket. */
  long[][] scatter(RowsPart part, int buckets) {
    long[] rows = RowOrder.addresses(List.of(part.rows()));
    if (buckets == 1) {
      return new long[][] {rows};
    }
    int[] bucketOf = new int[rows.length];
    int[] counts = new int[buckets];
    for (int i = 0; i < rows.length; i++) {
      bucketOf[i] = bucket(rows[i], buckets);
      counts[bucketOf[i]]++;
    }
    long[][] lists = new long[buckets][];
    for (int i = 0; i < buckets; i++) {
      lists[i] = new long[counts[i]];
      counts[i] = 0;
    }
    for (int i = 0; i < rows.length; i++) {
      lists[bucketOf[i]][counts[bucketOf[i]]++] = rows[i];
    }
    return lists;
  }

  /** Computes the functions for the rows of one bucket and writes rows with their results. */
  void run(long[] all, RowPages target, BufferAllocator allocator) {
    compute(firstRows(all), target, allocator);
  }

  /** Computes the functions for rows in order, whole partitions, and writes rows with results. */
  void compute(long[] rows, RowPages target, BufferAllocator allocator) {
    long[] targets = copyColumns(rows, target);
    int[] ends = partitionEnds(rows);
    for (WindowFunction function : functions(target)) {
      try (WindowFunction computed = function) {
        int from = 0;
        for (int to : ends) {
          computed.start(new WindowPartition.Resident(rows, from, to, order, allocator));
          for (int i = from; i < to; i++) {
            computed.write(i - from, targets[i]);
          }
          from = to;
        }
      }
    }
  }

  /** The functions, writing to rows of these pages. */
  List<WindowFunction> functions(RowPages target) {
    var functions = new ArrayList<WindowFunction>();
    for (int f = 0; f < sink.functions().size(); f++) {
      var call = (WindowCall) sink.functions().get(f).expression();
      var writer =
          new FieldWriter(output.fields().get(sink.columns().size() + f), target.strings());
      functions.add(new Placed(WindowFunction.of(call, layout, writer), call));
    }
    return functions;
  }

  /** A function whose failures name its place in the query. */
  private record Placed(WindowFunction function, WindowCall call) implements WindowFunction {
    @Override
    public void start(WindowPartition partition) {
      try {
        function.start(partition);
      } catch (PlacedFailure e) {
        throw e.failure().at(call.origin().span());
      }
    }

    @Override
    public void write(long place, long target) {
      try {
        function.write(place, target);
      } catch (PlacedFailure e) {
        throw e.failure().at(call.origin().span());
      }
    }

    @Override
    public void close() {
      function.close();
    }
  }

  /** How rows of a partition are ordered. */
  RowOrder order() {
    return order;
  }

  /** How rows are ordered by partition, and within one. */
  RowOrder both() {
    return both;
  }

  /** Whether a row begins another partition than the one before it is of. */
  boolean begins(long before, long row) {
    return partitioning.compare(before, row) != 0;
  }

  /** What tells rows of too high a rank as they arrive. */
  RankBounds bounds(BufferAllocator allocator) {
    return new RankBounds(layout, partitionKeys, order, sink.limit().orElseThrow(), allocator);
  }

  /** The rows in order, of each partition only those up to the highest rank wanted. */
  private long[] firstRows(long[] rows) {
    both.sort(rows);
    if (sink.limit().isEmpty()) {
      return rows;
    }
    int kept = 0;
    var ranks = ranks();
    long previous = 0;
    for (long row : rows) {
      if (ranks.isWanted(previous, row)) {
        rows[kept++] = row;
      }
      previous = row;
    }
    return Arrays.copyOf(rows, kept);
  }

  /** Ranks of rows that come in order. */
  Ranks ranks() {
    return new Ranks();
  }

  /** Tells rows of too high a rank among rows that come in order. */
  final class Ranks {
    private final long[] ranks = new long[RankLimit.Kind.values().length];

    /**
     * Called for all rows in order.
     *
     * @param before the row before, 0 when there is none
     */
    boolean isWanted(long before, long row) {
      if (sink.limit().isEmpty()) {
        return true;
      }
      boolean first = before == 0 || begins(before, row);
      long number = first ? 1 : ranks[RankLimit.Kind.ROW_NUMBER.ordinal()] + 1;
      ranks[RankLimit.Kind.ROW_NUMBER.ordinal()] = number;
      if (first || order.compare(before, row) != 0) {
        ranks[RankLimit.Kind.RANK.ordinal()] = number;
        ranks[RankLimit.Kind.DENSE_RANK.ordinal()] =
            first ? 1 : ranks[RankLimit.Kind.DENSE_RANK.ordinal()] + 1;
      }
      RankLimit limit = sink.limit().get();
      return ranks[limit.kind().ordinal()] <= limit.count();
    }
  }

  private static RowLayout output(Sink.WindowRows sink, QueryContext context) {
    var columns = new ArrayList<ColumnReference>();
    sink.columns().forEach(column -> columns.add(column.toReference()));
    sink.functions().forEach(function -> columns.add(function.toReference()));
    return RowLayout.of(columns, context.ranges());
  }

  private long[] copyColumns(long[] rows, RowPages target) {
    List<FieldWriter> writers = columnWriters(target);
    long[] targets = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      targets[i] = target.add();
      copyColumns(rows[i], targets[i], writers);
    }
    return targets;
  }

  /** What writes the columns that stay to rows of these pages. */
  List<FieldWriter> columnWriters(RowPages target) {
    var writers = new ArrayList<FieldWriter>();
    for (int c = 0; c < sink.columns().size(); c++) {
      writers.add(new FieldWriter(output.fields().get(c), target.strings()));
    }
    return writers;
  }

  /** Copies the columns that stay. */
  void copyColumns(long row, long target, List<FieldWriter> writers) {
    for (int c = 0; c < writers.size(); c++) {
      writers.get(c).copy(layout.fields().get(c), row, target);
    }
  }

  /** Where each partition of rows in order ends. */
  private int[] partitionEnds(long[] rows) {
    int[] ends = new int[16];
    int count = 0;
    for (int i = 1; i <= rows.length; i++) {
      if (i == rows.length || begins(rows[i - 1], rows[i])) {
        if (count == ends.length) {
          ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count++] = i;
      }
    }
    return Arrays.copyOf(ends, count);
  }
}
