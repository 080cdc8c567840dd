package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.SampoException;
import io.sampo.physical.Sink;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowCall;
import java.util.ArrayList;
import java.util.List;

/** Computes window functions over rows that are sorted by partition and key. */
final class WindowComputation {
  private final Sink.WindowRows sink;
  private final RowLayout layout;
  private final QueryContext context;

  WindowComputation(Sink.WindowRows sink, RowLayout layout, QueryContext context) {
    this.sink = sink;
    this.layout = layout;
    this.context = context;
  }

  RowsPart run(List<SinkPart> parts) {
    List<RowPages> pages = parts.stream().map(part -> ((RowsPart) part).rows()).toList();
    long[] rows = RowOrder.addresses(pages);
    var keys = new ArrayList<SortOrder>();
    for (Expression key : sink.partitionBy()) {
      keys.add(new SortOrder(key, true, true));
    }
    RowOrder partitioning = RowOrder.of(List.copyOf(keys), layout);
    keys.addAll(sink.order());
    RowOrder order = RowOrder.of(keys, layout);
    order.sort(rows);
    var columns = new ArrayList<ColumnReference>();
    sink.columns().forEach(column -> columns.add(column.toReference()));
    sink.functions().forEach(function -> columns.add(function.toReference()));
    RowLayout output = RowLayout.of(columns, context.ranges());
    var result = new RowsPart(output.width(), Long.MAX_VALUE, context.allocator());
    RowPages target = result.rows();
    for (int from = 0; from < rows.length; ) {
      int to = from + 1;
      while (to < rows.length && partitioning.compare(rows[from], rows[to]) == 0) {
        to++;
      }
      partition(rows, from, to, RowOrder.of(sink.order(), layout), output, target);
      from = to;
    }
    return result;
  }

  private void partition(long[] rows, int from, int to, RowOrder order, RowLayout output, RowPages target) {
    long rank = 1;
    long denseRank = 1;
    for (int i = from; i < to; i++) {
      if (i > from && order.compare(rows[i - 1], rows[i]) != 0) {
        rank = i - from + 1L;
        denseRank++;
      }
      long row = target.add();
      for (int c = 0; c < sink.columns().size(); c++) {
        copy(layout.fields().get(c), output.fields().get(c), rows[i], row, target);
      }
      for (int f = 0; f < sink.functions().size(); f++) {
        NamedExpression named = sink.functions().get(f);
        var call = (WindowCall) named.expression();
        long value =
            switch (call.name()) {
              case "row_number" -> i - from + 1L;
              case "rank" -> rank;
              case "dense_rank" -> denseRank;
              default ->
                  throw SampoException.unsupported(
                      "the window function " + call.name(), "Use row_number, rank or dense_rank.", call.origin().span());
            };
        RowFields.put(output.fields().get(sink.columns().size() + f), row, value, target.strings());
      }
    }
  }

  private static void copy(RowLayout.Field from, RowLayout.Field to, long source, long target, RowPages pages) {
    if (to.nullable()) {
      Memory.putByte(target + to.nullOffset(), from.nullable() ? Memory.getByte(source + from.nullOffset()) : 0);
    }
    switch (from.layout()) {
      case VIEW -> pages.strings().keep(source + from.offset(), target + to.offset());
      case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE, INT128 ->
          Memory.copy(source + from.offset(), target + to.offset(), from.layout().bytes());
    }
  }
}
