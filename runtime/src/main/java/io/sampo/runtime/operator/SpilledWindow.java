package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.block.DecodedRows;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.SpilledRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one bucket of window partitions, on disk; read and computed when they are asked for:
 * in memory when the bucket fits, else in order from sorted runs ({@link WindowStream}).
 *
 * @param found what each task wrote for the bucket, in the order of the input
 */
record SpilledWindow(WindowComputation computation, List<SpilledRows> found, QueryContext context)
    implements RowSet.Part {
  /** Sorting and computing take so much heap for a row. */
  static final long HEAP_BYTES = 56;

  SpilledWindow {
    found = List.copyOf(found);
  }

  @Override
  public long count() {
    return found.stream().mapToLong(SpilledRows::count).sum();
  }

  @Override
  public RowSet.Cursor open() {
    return new ComputingCursor();
  }

  @Override
  public List<RowSet.Part> split(long rows) {
    return List.of(this);
  }

  private final class ComputingCursor implements RowSet.Cursor {
    private final OperatorMemory memory = context.memory().operator("window", false);
    private final RowPages computed =
        new RowPages(computation.output().width(), memory.allocator());
    private final SortedRuns runs =
        new SortedRuns("window", computation.layout(), computation.both(), context);
    private RowSet.@Nullable Cursor rows;
    private boolean closed;

    @Override
    public int next(long pointers, int most) {
      RowSet.Cursor from = rows;
      if (from == null) {
        from = compute();
        rows = from;
      }
      return from.next(pointers, most);
    }

    private RowSet.Cursor compute() {
      try (var read = new RowPages(computation.layout().width(), memory.allocator())) {
        read.guard(bytes -> beforePage(bytes, read));
        for (SpilledRows part : found) {
          SpilledRows.Reader reader = part.reader(context.allocator());
          for (DecodedRows block = reader.next(); block != null; block = reader.next()) {
            context.checkCancelled();
            try (DecodedRows current = block) {
              copy(current, read);
            }
            if (isForced(read) || !memory.tryHeap(HEAP_BYTES * read.count())) {
              write(read);
            }
          }
        }
        // What is made of the rows takes about as much again.
        if (runs.runs().isEmpty() && memory.tryReserve(2 * read.bytes())) {
          computation.run(RowOrder.addresses(List.of(read)), computed, memory.allocator());
          memory.settle();
          memory.heap(0);
          return RowSet.Pages.all(computed).open();
        }
        write(read);
      }
      return new WindowStream(computation, runs.merged(runs.runs()), memory, context);
    }

    /** Where spilling is forced, some runs are made of the rows. */
    private boolean isForced(RowPages read) {
      return context.settings().forceSpill() && read.count() > count() / 2;
    }

    private void beforePage(long bytes, RowPages read) {
      if (!memory.tryReserve(bytes) && memory.used() >= memory.worthSpilling()) {
        write(read);
      }
    }

    private void write(RowPages read) {
      runs.write(read);
      memory.heap(0);
    }

    private void copy(DecodedRows block, RowPages to) {
      for (int i = 0; i < block.count(); i++) {
        long fresh = to.add();
        for (RowLayout.Field field : computation.layout().fields()) {
          RowFields.copy(field, block.row(i), fresh, to.strings());
        }
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        if (rows != null) {
          rows.close();
        }
        computed.close();
        memory.close();
      }
    }
  }
}
