package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.physical.ValueRange;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** What feeds one task's pipeline. Used by one thread at a time. */
interface FlowInput extends AutoCloseable {
  /**
   * Whether the next rows, or the end, can be had without waiting; otherwise the waker is called
   * once, from any thread, when it is worth asking again.
   */
  default boolean ready(Runnable waker) {
    return true;
  }

  /** Makes the next rows available to the pipeline and yields how many, or -1 at the end. */
  int next(GeneratedPipeline pipeline);

  /**
   * The values whose last row was among those that {@link #next} made available before it was last
   * called, each told once.
   */
  default List<ValueRange> takeCompleted() {
    return List.of();
  }

  TaskWork.Progress progress();

  /** Where it reads, in words. */
  String description();

  @Override
  void close();

  /** Batches of one or several sources, opened one after the other. */
  final class Batches implements FlowInput {
    private final SourceQueue queue;
    private @Nullable BatchSource current;
    private String description = "";
    private volatile long rows;
    private volatile long bytes;
    private long bytesBefore;
    private long rowsRead;
    private SourceQueue.Owned owned = (from, to) -> Optional.empty();

    /** The part that is being read, or -1 before the first batch of a source. */
    private long part = -1;

    private List<ValueRange> completed = List.of();

    Batches(SourceQueue queue) {
      this.queue = queue;
    }

    @Override
    public int next(GeneratedPipeline pipeline) {
      while (true) {
        if (current == null) {
          SourceQueue.Opening opening = queue.take();
          if (opening == null) {
            return -1;
          }
          description = opening.description();
          current = opening.open();
          owned = opening.owned();
          pipeline.source = current;
        }
        int count = current.next();
        bytes = bytesBefore + current.bytesRead();
        if (count >= 0) {
          rowsRead += count;
          rows = rowsRead;
          moveTo(current.part());
          return count;
        }
        close();
        moveTo(Long.MAX_VALUE);
        part = -1;
      }
    }

    private void moveTo(long next) {
      if (part >= 0 && next > part) {
        Optional<ValueRange> values = owned.byParts(part, next);
        if (values.isPresent()) {
          completed = completed.isEmpty() ? new ArrayList<>() : completed;
          completed.add(values.get());
        }
      }
      part = next;
    }

    @Override
    public List<ValueRange> takeCompleted() {
      List<ValueRange> taken = completed;
      completed = List.of();
      return taken;
    }

    @Override
    public TaskWork.Progress progress() {
      return new TaskWork.Progress(rows, bytes);
    }

    @Override
    public String description() {
      return description;
    }

    @Override
    public void close() {
      if (current != null) {
        bytesBefore += current.bytesRead();
        current.close();
        current = null;
      }
    }
  }

  /** Rows that another stage made. */
  final class Rows implements FlowInput {
    private final RowSet.Cursor cursor;
    private final ArrowBuf pointers;
    private final int capacity;
    private boolean closed;

    Rows(RowSet.Part part, int capacity, BufferAllocator allocator) {
      this.cursor = part.open();
      this.pointers = allocator.buffer(8L * capacity);
      this.capacity = capacity;
    }

    @Override
    public int next(GeneratedPipeline pipeline) {
      pipeline.inputRows = pointers.memoryAddress();
      int count = cursor.next(pointers.memoryAddress(), capacity);
      return count == 0 ? -1 : count;
    }

    @Override
    public TaskWork.Progress progress() {
      return TaskWork.Progress.NONE;
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        cursor.close();
        pointers.close();
      }
    }
  }
}
