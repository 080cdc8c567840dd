package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.block.DecodedRows;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.SpilledRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one bucket of window partitions, on disk; read and computed when they are asked for.
 * The bucket has to fit into memory.
 *
 * @param found what each task wrote for the bucket, in the order of the input
 */
record SpilledWindow(WindowComputation computation, List<SpilledRows> found, QueryContext context)
    implements RowSet.Part {
  /** Sorting and computing take so much heap for a row. */
  private static final long HEAP_BYTES = 56;

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
    private RowSet.@Nullable Cursor rows;
    private boolean closed;

    @Override
    public int next(long pointers, int most) {
      RowSet.Cursor from = rows;
      if (from == null) {
        compute();
        from = RowSet.Pages.all(computed).open();
        rows = from;
      }
      return from.next(pointers, most);
    }

    private void compute() {
      try (var read = new RowPages(computation.layout().width(), memory.allocator())) {
        for (SpilledRows part : found) {
          SpilledRows.Reader reader = part.reader(context.allocator());
          for (DecodedRows block = reader.next(); block != null; block = reader.next()) {
            context.checkCancelled();
            try (DecodedRows current = block) {
              copy(current, read);
            }
          }
        }
        memory.heap(HEAP_BYTES * read.count());
        computation.run(RowOrder.addresses(List.of(read)), computed);
      }
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
        computed.close();
        memory.close();
      }
    }
  }
}
