package io.sampo.runtime.operator;

import io.sampo.physical.AggregateState;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.function.kernel.OrderKernels;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accumulators that keep every value that is not null. */
final class ListedValues {
  private ListedValues() {}

  private static long bytesOf(@Nullable Object[] row) {
    long bytes = 0;
    for (Object value : row) {
      bytes += HeapAccumulator.bytes(value);
    }
    return bytes;
  }

  /** An array of the values, in an order when one is given. */
  static final class Collected implements HeapAccumulator {
    private final List<SortOrder> ordering;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private long bytes;

    Collected(AggregateState state) {
      this.ordering = state.ordering();
    }

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        rows.add(arguments);
        bytes += bytesOf(arguments);
      }
    }

    @Override
    public void merge(HeapAccumulator other) {
      var more = (Collected) other;
      rows.addAll(more.rows);
      bytes += more.bytes;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
      SavedValues.writeRows(out, rows);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      SavedValues.readRows(in, this::add);
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public Object result() {
      if (!ordering.isEmpty()) {
        rows.sort((a, b) -> ValueOrder.compare(ordering, a, 1, b, 1));
      }
      return rows.stream().map(row -> row[0]).toList();
    }
  }

  /** The values at some shares of the ordered values, of any type that has an order. */
  static final class Ranked implements HeapAccumulator {
    private final Shares shares;
    private final List<Object> values = new ArrayList<>();
    private long bytes;

    Ranked(Shares shares) {
      this.shares = shares;
    }

    @Override
    public void add(@Nullable Object[] arguments) {
      shares.see(arguments);
      if (arguments[0] != null) {
        values.add(arguments[0]);
        bytes += HeapAccumulator.bytes(arguments[0]);
      }
    }

    @Override
    public void merge(HeapAccumulator other) {
      var more = (Ranked) other;
      shares.see(more.shares);
      values.addAll(more.values);
      bytes += more.bytes;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
      shares.save(out);
      SavedValues.writeAll(out, values);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      shares.load(in);
      SavedValues.readAll(in).forEach(value -> add(new @Nullable Object[] {value}));
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public @Nullable Object result() {
      if (values.isEmpty()) {
        return null;
      }
      values.sort(OrderKernels::compare);
      return shares.map(
          share -> values.get(Math.max(0, (int) Math.ceil(share * values.size()) - 1)));
    }
  }

  /** Texts one behind the other, with a delimiter between them, in an order when one is given. */
  static final class Joined implements HeapAccumulator {
    private final List<SortOrder> ordering;
    private final int keysFrom;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private long bytes;

    Joined(AggregateState state) {
      this.ordering = state.ordering();
      this.keysFrom = state.arguments().size() - ordering.size();
    }

    @Override
    public void add(@Nullable Object[] arguments) {
      if (arguments[0] != null) {
        rows.add(arguments);
        bytes += bytesOf(arguments);
      }
    }

    @Override
    public void merge(HeapAccumulator other) {
      var more = (Joined) other;
      rows.addAll(more.rows);
      bytes += more.bytes;
    }

    private int compare(@Nullable Object[] a, @Nullable Object[] b) {
      return ValueOrder.compare(ordering, a, keysFrom, b, keysFrom);
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
      SavedValues.writeRows(out, rows);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
      SavedValues.readRows(in, this::add);
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public @Nullable Object result() {
      if (rows.isEmpty()) {
        return null;
      }
      if (!ordering.isEmpty()) {
        rows.sort(this::compare);
      }
      var text = new StringBuilder();
      for (int i = 0; i < rows.size(); i++) {
        @Nullable Object[] row = rows.get(i);
        if (i > 0 && keysFrom > 1 && row[1] != null) {
          text.append(row[1]);
        }
        text.append(row[0]);
      }
      return text.toString();
    }
  }
}
