package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.join.RowFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a file of its own, each block being rows of one partition. Used by one thread at a
 * time; the blocks are read by many when complete.
 */
final class RowDealing implements AutoCloseable {
  /** So many rows are dealt at a time: what that takes of the heap does not grow with the rows. */
  private static final int WINDOW = 1 << 18;

  private final QueryContext context;
  private final RowLayout layout;
  private final RowDealer dealer;
  private final List<List<RowBlock>> blocks = new ArrayList<>();
  private @Nullable RowFile file;

  RowDealing(QueryContext context, RowLayout layout, RowDealer dealer) {
    this.context = context;
    this.layout = layout;
    this.dealer = dealer;
    for (int i = 0; i < dealer.partitions(); i++) {
      blocks.add(new ArrayList<>());
    }
  }

  /** Writes all rows and empties their pages. */
  void deal(RowPages rows) {
    deal(rows, partition -> false, row -> {});
    rows.close();
  }

  /**
   * Writes the rows of all partitions but some. All stay in their pages.
   *
   * @param excepted which partitions' rows are not written
   * @param left told the addresses of these
   */
  void deal(RowPages rows, IntPredicate excepted, LongConsumer left) {
    long count = rows.count();
    if (count == 0) {
      return;
    }
    int window = (int) Math.min(count, WINDOW);
    int rowsOfBlock = Math.clamp(context.spilling().blockBytes() * count / rows.bytes(), 1, window);
    var places = new Places(window, dealer.partitions());
    for (int page = 0; page < rows.pages(); page++) {
      for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
        int partition = dealer.partition().applyAsInt(Memory.getLong(row + RowLayout.HASH));
        if (excepted.test(partition)) {
          left.accept(row);
        } else if (places.add(row, partition)) {
          write(places.sorted(), rowsOfBlock);
        }
      }
    }
    write(places.sorted(), rowsOfBlock);
  }

  /** Addresses by partition. */
  private record Sorted(long[] addresses, int[] ends) {}

  /** Rows that are brought into the order of their partitions together. */
  private static final class Places {
    private final long[] rows;
    private final int[] partitions;
    private final long[] addresses;
    private final int[] counts;
    private int count;

    Places(int capacity, int partitionCount) {
      rows = new long[capacity];
      partitions = new int[capacity];
      addresses = new long[capacity];
      counts = new int[partitionCount];
    }

    /** Whether there is no more room then. */
    boolean add(long row, int partition) {
      rows[count] = row;
      partitions[count++] = partition;
      counts[partition]++;
      return count == rows.length;
    }

    /** The rows taken since the last call; valid until the next. */
    Sorted sorted() {
      int[] ends = new int[counts.length];
      int end = 0;
      for (int i = 0; i < counts.length; i++) {
        ends[i] = end;
        end += counts[i];
      }
      for (int i = 0; i < count; i++) {
        addresses[ends[partitions[i]]++] = rows[i];
      }
      Arrays.fill(counts, 0);
      count = 0;
      return new Sorted(addresses, ends);
    }
  }

  private void write(Sorted sorted, int rowsOfBlock) {
    if (file == null) {
      file = context.spilling().newFile(layout);
    }
    int from = 0;
    for (int partition = 0; partition < sorted.ends().length; partition++) {
      int to = sorted.ends()[partition];
      while (from < to) {
        int end = Math.min(to, from + rowsOfBlock);
        blocks.get(partition).add(file.write(sorted.addresses(), from, end));
        from = end;
      }
    }
  }

  /** No more rows will come. */
  void complete() {
    if (file != null) {
      file.complete();
    }
  }

  List<RowBlock> blocks(int partition) {
    return blocks.get(partition);
  }

  /** Deletes the file. May be called twice. */
  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
