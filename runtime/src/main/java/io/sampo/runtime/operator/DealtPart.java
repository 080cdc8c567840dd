package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.join.Spilling;
import io.sampo.runtime.memory.OperatorMemory;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are dealt to partitions, gathered in memory until there are enough: to partitions on
 * disk, and to those of the build side in memory, where they are joined at once.
 */
final class DealtPart implements SinkPart {
  private final Spilling spilling;
  private final OperatorMemory memory;
  private final RowPages rows;
  private final RowDealing dealing;
  private final long buffer;
  private final @Nullable ResidentJoin resident;

  /** Whether the rows are dealt, but not all of those joined that can be at once. */
  private boolean joining;

  /** Rows that all go to disk. */
  DealtPart(QueryContext context, RowLayout layout, RowDealer dealer, long buffer) {
    this(context, layout, dealer, buffer, null);
  }

  /**
   * @param buffer bytes of rows that are gathered before they are dealt
   * @param resident takes the rows of some partitions; owned by this part
   */
  DealtPart(
      QueryContext context,
      RowLayout layout,
      RowDealer dealer,
      long buffer,
      @Nullable ResidentJoin resident) {
    this.spilling = context.spilling();
    this.memory = context.memory().operator("join probe", true);
    this.rows = new RowPages(layout.width(), memory.allocator());
    this.dealing = new RowDealing(context, layout, dealer);
    this.buffer = buffer;
    this.resident = resident;
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = rows;
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    boolean deals = joining || spilling.shouldDeal(rows.bytes(), buffer);
    if (resident == null) {
      if (deals) {
        dealing.deal(rows);
      }
      return true;
    }
    if (deals && !deal(resident, waker)) {
      return false;
    }
    resident.rest(waker);
    return true;
  }

  /**
   * Whether all rows are dealt, and joined where they can be; otherwise the waker will be called.
   */
  private boolean deal(ResidentJoin join, Runnable waker) {
    if (!joining) {
      joining = true;
      LongStream.Builder left = LongStream.builder();
      dealing.deal(rows, join::takes, left::add);
      join.offer(left.build().toArray());
    }
    // Told to spill, this part has done all it can.
    if (memory.rest(waker)) {
      memory.rest(waker);
    }
    if (!join.run(waker)) {
      return false;
    }
    joining = false;
    rows.close();
    return true;
  }

  @Override
  public boolean drained(GeneratedPipeline pipeline, Runnable waker) {
    if (resident == null) {
      return true;
    }
    boolean dealt = !joining && rows.count() == 0 || deal(resident, waker);
    return dealt && resident.drained(waker);
  }

  @Override
  public void leave() {
    memory.leave();
    if (resident != null) {
      resident.leave();
    }
  }

  @Override
  public OperatorMemory memory() {
    return memory;
  }

  @Override
  public void spill(GeneratedPipeline pipeline) {
    if (rows.count() > 0) {
      dealing.deal(rows);
    }
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    dealing.deal(rows);
    dealing.complete();
    if (resident != null) {
      resident.finish();
    }
  }

  /** The blocks of a partition. */
  List<RowBlock> blocks(int partition) {
    return dealing.blocks(partition);
  }

  @Override
  public void close() {
    if (resident != null) {
      resident.close();
    }
    rows.close();
    dealing.close();
    memory.close();
  }
}
