package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpillFile;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * Window functions over rows that come in order and are more than memory holds. Partitions that fit
 * are computed in memory, several small ones at once. One that does not is written to a file, and
 * its rows are computed one by one, while each function looks up those that it needs by their
 * places.
 */
final class WindowStream implements RowSet.Cursor {
  private static final int READ_AT_ONCE = 1024;

  /** With so many rows of whole partitions no further partition is begun. */
  private static final int ENOUGH = 4096;

  /** Where spilling is forced, so many partitions of several rows are computed from a file. */
  private static final int MOST_FORCED = 1;

  private final WindowComputation computation;
  private final OperatorMemory memory;
  private final QueryContext context;
  private final RowSet.Cursor input;
  private final WindowComputation.Ranks ranks;
  private final ArrowBuf pointers;
  private final RowPages held;
  private final RowPages last;
  private final RowPages computed;
  private int read;
  private int at;
  private boolean ended;
  private boolean isShort;
  private int forced;
  private long previous;
  private RowSet.Cursor ready = (pointers, most) -> 0;
  private @Nullable Large large;
  private boolean closed;

  /**
   * @param rows in order by partition, and within each
   * @param memory what it takes is charged to; closed by the caller, later
   */
  WindowStream(
      WindowComputation computation,
      RowSet.Part rows,
      OperatorMemory memory,
      QueryContext context) {
    this.computation = computation;
    this.memory = memory;
    this.context = context;
    this.ranks = computation.ranks();
    int width = computation.layout().width();
    this.held = new RowPages(width, memory.allocator());
    this.last = new RowPages(width, memory.allocator());
    this.computed = new RowPages(computation.output().width(), memory.allocator());
    this.pointers = memory.allocator().buffer(8L * READ_AT_ONCE);
    held.guard(this::beforePage);
    try {
      this.input = rows.open();
    } catch (RuntimeException | Error e) {
      pointers.close();
      throw e;
    }
  }

  /** Rows held are copied once more when they are computed. */
  private void beforePage(long bytes) {
    if (!memory.tryReserve(bytes + 2 * held.bytes())
        || !memory.tryHeap(SpilledWindow.HEAP_BYTES * (held.count() + READ_AT_ONCE))) {
      isShort = true;
    }
  }

  @Override
  public int next(long to, int most) {
    while (true) {
      int count = ready.next(to, most);
      if (count > 0) {
        return count;
      }
      ready.close();
      computed.clear();
      held.clear();
      memory.heap(0);
      if (!advance()) {
        return 0;
      }
    }
  }

  /** Whether there is another row. */
  private boolean hasRow() {
    if (at < read) {
      return true;
    }
    if (ended) {
      return false;
    }
    context.checkCancelled();
    if (previous != 0) {
      last.clear();
      previous = copy(previous, last);
    }
    read = input.next(pointers.memoryAddress(), READ_AT_ONCE);
    at = 0;
    ended = read == 0;
    return !ended;
  }

  private long copy(long row, RowPages to) {
    long fresh = to.add();
    for (RowLayout.Field field : computation.layout().fields()) {
      RowFields.copy(field, row, fresh, to.strings());
    }
    return fresh;
  }

  /** Makes the next rows ready; false at the end. */
  private boolean advance() {
    long[] rows = new long[READ_AT_ONCE];
    int count = 0;
    int begun = 0;
    isShort = false;
    while (hasRow()) {
      long row = Memory.getLong(pointers.memoryAddress() + 8L * at);
      boolean first = previous == 0 || computation.begins(previous, row);
      if (first && (large != null || count >= ENOUGH)) {
        break;
      }
      at++;
      boolean wanted = ranks.isWanted(previous, row);
      previous = row;
      if (!wanted) {
        continue;
      }
      if (large != null) {
        large.spiller.add(0, row);
        continue;
      }
      begun = first ? count : begun;
      rows = count == rows.length ? Arrays.copyOf(rows, count * 2) : rows;
      rows[count++] = copy(row, held);
      if (isShort || isForced(count - begun)) {
        large = new Large(rows, begun, count);
        count = begun;
        isShort = false;
        if (count > 0) {
          break;
        }
        held.clear();
      }
    }
    return compute(Arrays.copyOf(rows, count));
  }

  private boolean isForced(int rows) {
    return context.settings().forceSpill() && rows > 1 && forced++ < MOST_FORCED;
  }

  private boolean compute(long[] rows) {
    if (rows.length > 0) {
      computation.compute(rows, computed, memory.allocator());
      memory.settle();
      ready = RowSet.Pages.all(computed).open();
      return true;
    }
    Large whole = large;
    if (whole == null) {
      return false;
    }
    large = null;
    memory.settle();
    ready = whole.computing();
    return true;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    ready.close();
    if (large != null) {
      large.close();
    }
    input.close();
    pointers.close();
    held.close();
    last.close();
    computed.close();
  }

  /** A partition that is being written to a file of its own. */
  private final class Large implements AutoCloseable {
    private final SpillFile file = context.spill().create("window");
    private final RowSpiller spiller =
        new RowSpiller(file, computation.layout(), 1, false, memory.allocator());

    /** Begins with its first rows. */
    Large(long[] rows, int from, int to) {
      for (int i = from; i < to; i++) {
        spiller.add(0, rows[i]);
      }
    }

    /** Its rows with the functions' results; nothing is added any more. */
    RowSet.Cursor computing() {
      spiller.flush();
      return new LargeCursor(this);
    }

    @Override
    public void close() {
      spiller.close();
      file.close();
    }
  }

  /** Computes the rows of a large partition one by one. */
  private final class LargeCursor implements RowSet.Cursor {
    /** A function looks at so many places at once, at most. */
    private static final int PLACES = 5;

    private final Large partition;
    private final List<WindowFunction> functions = computation.functions(computed);
    private final List<FieldWriter> columns = computation.columnWriters(computed);
    private final PagedRows rows;
    private boolean started;
    private long place;

    LargeCursor(Large partition) {
      this.partition = partition;
      this.rows =
          new PagedRows(
              partition.spiller.written().getFirst(),
              PLACES * functions.size() + 2,
              memory.allocator());
    }

    @Override
    public int next(long to, int most) {
      if (!started) {
        started = true;
        var whole = new WindowPartition.Paged(rows, computation.order(), context);
        functions.forEach(function -> function.start(whole));
      }
      context.checkCancelled();
      computed.clear();
      int count = (int) Math.min(Math.min(most, READ_AT_ONCE), rows.count() - place);
      for (int i = 0; i < count; i++) {
        long target = computed.add();
        computation.copyColumns(rows.row(place), target, columns);
        for (WindowFunction function : functions) {
          function.write(place, target);
        }
        place++;
        Memory.putLong(to + 8L * i, target);
      }
      return count;
    }

    @Override
    public void close() {
      functions.forEach(WindowFunction::close);
      rows.close();
      partition.close();
    }
  }
}
