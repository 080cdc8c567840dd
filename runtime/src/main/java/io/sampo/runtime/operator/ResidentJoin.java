package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.Memory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Joins the rows that one task deals to partitions in memory, and sends what comes of it into a
 * part of its own of the target. Works in steps between which the task goes on dealing. Used by one
 * thread at a time.
 */
final class ResidentJoin implements AutoCloseable {
  private static final long[] NONE = new long[0];

  private final Plan plan;
  private final PipelineInstance instance;
  private final ArrowBuf pointers;
  private final SinkPart part;
  private long[] rows = NONE;
  private int at;

  /** The rows before this one look into the table that was kept, the others into the other. */
  private int loadedFrom;

  private boolean published;
  private boolean closed;

  /**
   * What a task joins with.
   *
   * @param compiled goes from dealt rows to the target
   * @param tables of its further probes
   * @param number of the part among the target's
   */
  record Plan(
      QueryContext context,
      CompiledPipeline compiled,
      ResidentPartitions partitions,
      List<JoinTable> tables,
      FlowTarget target,
      int number) {
    Plan {
      tables = List.copyOf(tables);
    }
  }

  ResidentJoin(Plan plan) {
    this.plan = plan;
    int capacity = plan.context().settings().batchSize();
    ResidentPartitions partitions = plan.partitions();
    var tables = new ArrayList<JoinTable>();
    tables.add(partitions.kept().or(partitions::loaded).orElseThrow());
    tables.addAll(plan.tables());
    this.pointers = plan.context().allocator().buffer(8L * capacity);
    try {
      this.instance = new PipelineInstance(plan.compiled(), tables, plan.context());
    } catch (Throwable refused) {
      pointers.close();
      throw refused;
    }
    try {
      this.part = plan.target().newPart(plan.number());
    } catch (Throwable refused) {
      pointers.close();
      instance.close();
      throw refused;
    }
    part.attach(instance.pipeline());
  }

  private GeneratedPipeline pipeline() {
    return instance.pipeline();
  }

  /** Whether rows of a partition are joined here. */
  boolean takes(int partition) {
    return plan.partitions().holds(partition);
  }

  /**
   * Gives rows to {@link #run}, when all earlier ones are done.
   *
   * @param addresses of rows that stay where they are until they are done
   */
  void offer(long[] addresses) {
    rows = addresses;
    at = 0;
    loadedFrom = sortKeptFirst(addresses);
  }

  /** Puts the rows of the partition that was kept first; yields how many these are. */
  private int sortKeptFirst(long[] addresses) {
    ResidentPartitions partitions = plan.partitions();
    if (partitions.kept().isEmpty()) {
      return 0;
    }
    if (partitions.loaded().isEmpty()) {
      return addresses.length;
    }
    long[] others = new long[addresses.length];
    int kept = 0;
    int count = 0;
    for (long row : addresses) {
      if (partitions.isKept(row)) {
        addresses[kept++] = row;
      } else {
        others[count++] = row;
      }
    }
    System.arraycopy(others, 0, addresses, kept, count);
    return kept;
  }

  /** Looks into the table of the next rows; yields where those of another begin. */
  private int selectTable() {
    ResidentPartitions partitions = plan.partitions();
    boolean kept = at < loadedFrom;
    pipeline().joins[0] = (kept ? partitions.kept() : partitions.loaded()).orElseThrow();
    return kept ? loadedFrom : rows.length;
  }

  /**
   * Joins the rows that were given.
   *
   * @return whether all are done; otherwise the task waits until the waker is called
   */
  boolean run(Runnable waker) {
    int capacity = plan.context().settings().batchSize();
    while (at < rows.length && !part.satisfied()) {
      plan.context().checkCancelled();
      if (!part.afterBatch(pipeline(), waker)
          || !FlowTask.hasRoom(part, pipeline(), plan.context(), waker)) {
        return false;
      }
      int count = Math.min(capacity, selectTable() - at);
      for (int i = 0; i < count; i++) {
        Memory.putLong(pointers.memoryAddress() + 8L * i, rows[at + i]);
      }
      at += count;
      pipeline().inputRows = pointers.memoryAddress();
      instance.process(count);
    }
    rows = NONE;
    at = 0;
    return part.afterBatch(pipeline(), waker);
  }

  /** The task goes on with something else; spills what is kept here when that is asked for. */
  void rest(Runnable waker) {
    while (part.memory().rest(waker)) {
      part.spill(pipeline());
    }
  }

  void leave() {
    part.leave();
  }

  /** As {@link SinkPart#drained}. */
  boolean drained(Runnable waker) {
    return run(waker) && part.drained(pipeline(), waker);
  }

  /** The task is done. */
  void finish() {
    FlowTask.finish(part, pipeline());
    plan.context().counts().add(pipeline().counts);
    published = true;
    plan.target().publish(plan.number(), part);
    close();
  }

  /** Frees everything that the target did not take over. May be called twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      instance.close();
      pointers.close();
      if (!published) {
        part.close();
      }
    }
  }
}
