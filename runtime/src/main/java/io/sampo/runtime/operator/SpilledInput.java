package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.work.TaskWork;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** Rows on disk, of which one block is in memory at a time. */
final class SpilledInput implements FlowInput {
  private final List<RowBlock> blocks;
  private final LongPredicate wanted;
  private final int capacity;
  private final RowPages rows;
  private final ArrowBuf pointers;
  private int nextBlock;
  private long ordinal;
  private RowSet.@Nullable Cursor cursor;
  private boolean closed;

  SpilledInput(List<RowBlock> blocks, RowLayout layout, QueryContext context) {
    this(blocks, layout, context, ordinal -> true);
  }

  /**
   * @param wanted which rows are read, by their places from 0
   */
  SpilledInput(
      List<RowBlock> blocks, RowLayout layout, QueryContext context, LongPredicate wanted) {
    this.blocks = blocks;
    this.wanted = wanted;
    this.capacity = context.settings().batchSize();
    this.rows = new RowPages(layout.width(), context.allocator());
    this.pointers = context.allocator().buffer(8L * capacity);
  }

  @Override
  public int next(GeneratedPipeline pipeline) {
    pipeline.inputRows = pointers.memoryAddress();
    while (true) {
      if (cursor == null) {
        if (nextBlock == blocks.size()) {
          return -1;
        }
        rows.close();
        blocks.get(nextBlock++).read(rows);
        cursor = RowSet.Pages.all(rows).open();
      }
      int count = cursor.next(pointers.memoryAddress(), capacity);
      if (count == 0) {
        cursor = null;
        continue;
      }
      int kept = keepWanted(count);
      if (kept > 0) {
        return kept;
      }
    }
  }

  private int keepWanted(int count) {
    long address = pointers.memoryAddress();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (wanted.test(ordinal++)) {
        Memory.putLong(address + 8L * kept++, Memory.getLong(address + 8L * i));
      }
    }
    return kept;
  }

  @Override
  public TaskWork.Progress progress() {
    return TaskWork.Progress.NONE;
  }

  @Override
  public String description() {
    return "rows on disk";
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      rows.close();
      pointers.close();
    }
  }
}
