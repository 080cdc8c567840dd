package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.PlacedFailure;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.physical.Sink;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
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
  void run(long[] all, RowPages target) {
    long[] rows = firstRows(all);
    long[] targets = copyColumns(rows, target);
    for (int f = 0; f < sink.functions().size(); f++) {
      NamedExpression named = sink.functions().get(f);
      var call = (WindowCall) named.expression();
      var writer =
          new FieldWriter(output.fields().get(sink.columns().size() + f), target.strings());
      try {
        forEachPartition(rows, targets, WindowFunction.of(call, layout, writer));
      } catch (PlacedFailure e) {
        throw e.failure().at(call.origin().span());
      }
    }
  }

  /** What tells rows of too high a rank as they arrive. */
  RankBounds bounds(BufferAllocator allocator) {
    return new RankBounds(layout, partitionKeys, order, sink.limit().orElseThrow(), allocator);
  }

  /** The rows in order, of each partition only those up to the highest rank wanted. */
  private long[] firstRows(long[] rows) {
    both.sort(rows);
    return sink.limit().map(limit -> upTo(limit, rows)).orElse(rows);
  }

  private long[] upTo(RankLimit limit, long[] rows) {
    int kept = 0;
    var ranks = new long[RankLimit.Kind.values().length];
    long previous = 0;
    for (long row : rows) {
      boolean first = previous == 0 || partitioning.compare(previous, row) != 0;
      boolean peer = !first && order.compare(previous, row) == 0;
      long number = first ? 1 : ranks[RankLimit.Kind.ROW_NUMBER.ordinal()] + 1;
      ranks[RankLimit.Kind.ROW_NUMBER.ordinal()] = number;
      if (!peer) {
        ranks[RankLimit.Kind.RANK.ordinal()] = number;
        ranks[RankLimit.Kind.DENSE_RANK.ordinal()] =
            first ? 1 : ranks[RankLimit.Kind.DENSE_RANK.ordinal()] + 1;
      }
      if (ranks[limit.kind().ordinal()] <= limit.count()) {
        rows[kept++] = row;
      }
      previous = row;
    }
    return Arrays.copyOf(rows, kept);
  }

  private static RowLayout output(Sink.WindowRows sink, QueryContext context) {
    var columns = new ArrayList<ColumnReference>();
    sink.columns().forEach(column -> columns.add(column.toReference()));
    sink.functions().forEach(function -> columns.add(function.toReference()));
    return RowLayout.of(columns, context.ranges());
  }

  private long[] copyColumns(long[] rows, RowPages target) {
    var writers = new ArrayList<FieldWriter>();
    for (int c = 0; c < sink.columns().size(); c++) {
      writers.add(new FieldWriter(output.fields().get(c), target.strings()));
    }
    long[] targets = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      targets[i] = target.add();
      for (int c = 0; c < writers.size(); c++) {
        writers.get(c).copy(layout.fields().get(c), rows[i], targets[i]);
      }
    }
    return targets;
  }

  private void forEachPartition(long[] rows, long[] targets, WindowFunction function) {
    for (int from = 0; from < rows.length; ) {
      int to = from + 1;
      while (to < rows.length && partitioning.compare(rows[from], rows[to]) == 0) {
        to++;
      }
      function.compute(new WindowPartition(rows, targets, from, to, order));
      from = to;
    }
  }
}
