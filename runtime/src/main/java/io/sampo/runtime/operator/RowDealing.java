package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.join.RowFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a file of its own, each block being rows of one partition. Used by one thread at a
 * time; the blocks are read by many when complete.
 */
final class RowDealing implements AutoCloseable {
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
    int count = Math.toIntExact(rows.count());
    if (count > 0) {
      long rowsOfBlock = context.spilling().blockBytes() * count / rows.bytes();
      write(sorted(rows, count), Math.clamp(rowsOfBlock, 1, count));
    }
    rows.close();
  }

  /** Addresses by partition. */
  private record Sorted(long[] addresses, int[] ends) {}

  private Sorted sorted(RowPages rows, int count) {
    int[] partitions = new int[count];
    int[] counts = new int[dealer.partitions()];
    long[] all = RowOrder.addresses(List.of(rows));
    for (int i = 0; i < count; i++) {
      int partition = dealer.partition().applyAsInt(Memory.getLong(all[i] + RowLayout.HASH));
      partitions[i] = partition;
      counts[partition]++;
    }
    int[] ends = new int[counts.length];
    int end = 0;
    for (int i = 0; i < counts.length; i++) {
      ends[i] = end;
      end += counts[i];
    }
    long[] addresses = new long[count];
    for (int i = 0; i < count; i++) {
      addresses[ends[partitions[i]]++] = all[i];
    }
    return new Sorted(addresses, ends);
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
