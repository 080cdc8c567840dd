package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.ByteInput;
import io.sampo.runtime.source.text.GrowingBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Where the records of one file start, for any place in it. A newline ends a record only outside of
 * quotes, and whether a place is inside depends on all quotes before it. So each megabyte before
 * the place is summed up ({@link QuoteScan}, several times as fast as reading), at most once, by
 * whoever needs it first; and readers report the starts they came upon. Where quotes are out of
 * place the grammar is followed byte by byte, so that the answer is always that of a reader coming
 * from the beginning.
 *
 * <p>Safe for use by many threads.
 */
final class RecordStarts {
  private static final int CELL = 1 << 20;

  private static final byte UNKNOWN = 0;
  private static final byte CLAIMED = 1;
  private static final byte DONE = 2;
  private static final byte ODD = 4;
  private static final byte OUTSIDE_REGULAR = 8;
  private static final byte INSIDE_REGULAR = 16;

  private final String path;
  private final long size;
  private final long dataStart;
  private final CsvDialect dialect;
  private final byte[] cells;
  private final byte[] lastBytes;
  private final List<QuoteState> states = new ArrayList<>(List.of(QuoteState.RECORD_START));
  private final ConcurrentMap<Long, Long> known = new ConcurrentHashMap<>();

  RecordStarts(String path, long size, long dataStart, CsvDialect dialect) {
    this.path = path;
    this.size = size;
    this.dataStart = dataStart;
    this.dialect = dialect;
    this.cells = new byte[(int) (size / CELL) + 1];
    this.lastBytes = new byte[cells.length];
  }

  /** The offset of the first record behind the header. */
  long dataStart() {
    return dataStart;
  }

  /**
   * Reports what a reader saw: the first record at or behind {@code offset} starts at {@code
   * start}.
   */
  void report(long offset, long start) {
    known.put(offset, start);
  }

  /** The start of the first record at or behind an offset; the file's size if there is none. */
  long firstAtOrAfter(long offset, BufferAllocator allocator) {
    if (offset <= dataStart) {
      return dataStart;
    }
    if (offset >= size) {
      return size;
    }
    Long start = known.get(offset);
    if (start == null) {
      try (var memory = new GrowingBuffer(allocator)) {
        start = Math.max(dataStart, find(offset, memory));
      } catch (IOException e) {
        throw ByteInput.unreadable("csv", path, e);
      }
      known.put(offset, start);
    }
    return start;
  }

  private long find(long offset, GrowingBuffer memory) throws IOException {
    long last = offset - 1;
    int cell = (int) (last / CELL);
    QuoteState state =
        dialect.quote() == CsvDialect.NONE && dialect.comment() == CsvDialect.NONE
            ? QuoteState.PLAIN
            : stateAt(last, cell, memory);
    long at = last;
    while (at < size) {
      int count = load(memory, at, 1 << 16);
      long address = memory.address() + ByteInput.PADDING;
      for (int i = 0; i < count; i++) {
        state = state.next(Memory.getByte(address + i), dialect);
        if (state == QuoteState.RECORD_START) {
          return at + i + 1;
        }
      }
      at += count;
    }
    return size;
  }

  /** The state before the byte at {@code offset}, which is in the given cell. */
  private QuoteState stateAt(long offset, int cell, GrowingBuffer memory) throws IOException {
    sumUp(cell, memory);
    QuoteState state = stateAtCell(cell, memory);
    long start = (long) cell * CELL;
    int length = (int) (offset - start);
    if (length == 0) {
      return state;
    }
    int available = load(memory, start, length + 2);
    var scan = new QuoteScan(dialect);
    scan.scan(memory.address() + ByteInput.PADDING, length, available, start == 0);
    byte last = Memory.getByte(memory.address() + ByteInput.PADDING + length - 1);
    return advance(state, summary(scan), last, start, length, memory);
  }

  /**
   * Sums up all cells before the given one, leaving out those another thread is at, then waits for
   * these.
   */
  private void sumUp(int end, GrowingBuffer memory) throws IOException {
    var scan = new QuoteScan(dialect);
    for (int cell = knownCells(); cell < end; cell++) {
      if (claim(cell)) {
        byte summary = UNKNOWN;
        try {
          int available = load(memory, (long) cell * CELL, CELL + 2);
          scan.scan(memory.address() + ByteInput.PADDING, CELL, available, cell == 0);
          lastBytes[cell] = Memory.getByte(memory.address() + ByteInput.PADDING + CELL - 1);
          summary = summary(scan);
        } finally {
          finish(cell, summary);
        }
      }
    }
  }

  private synchronized int knownCells() {
    return states.size() - 1;
  }

  private synchronized boolean claim(int cell) {
    if (cells[cell] != UNKNOWN) {
      return false;
    }
    cells[cell] = CLAIMED;
    return true;
  }

  private synchronized void finish(int cell, byte summary) {
    cells[cell] = summary;
    notifyAll();
  }

  private static byte summary(QuoteScan scan) {
    int bits = DONE;
    bits |= scan.isOdd() ? ODD : 0;
    bits |= scan.isRegularFromOutside() ? OUTSIDE_REGULAR : 0;
    bits |= scan.isRegularFromInside() ? INSIDE_REGULAR : 0;
    return (byte) bits;
  }

  private synchronized QuoteState stateAtCell(int cell, GrowingBuffer memory) throws IOException {
    while (states.size() <= cell) {
      int next = states.size() - 1;
      byte summary = cells[next];
      if ((summary & DONE) != 0) {
        states.add(
            advance(states.get(next), summary, lastBytes[next], (long) next * CELL, CELL, memory));
      } else if (summary == UNKNOWN) {
        throw new IOException("the file could not be read by another task");
      } else {
        awaitChange();
      }
    }
    return states.get(cell);
  }

  private void awaitChange() throws IOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the file's quotes to be counted", e);
    }
  }

  /** The state behind a stretch that was summed up. */
  private QuoteState advance(
      QuoteState state, byte summary, byte last, long start, int length, GrowingBuffer memory)
      throws IOException {
    boolean regular = (summary & (state.isInside() ? INSIDE_REGULAR : OUTSIDE_REGULAR)) != 0;
    if (!regular) {
      return follow(state, start, length, memory);
    }
    boolean inside = state.isInside() ^ (summary & ODD) != 0;
    if (inside) {
      return dialect.hasEscape() && last == dialect.escape() && isEscaping(start + length, memory)
          ? QuoteState.ESCAPED
          : QuoteState.INSIDE;
    }
    if (last == dialect.quote()) {
      return QuoteState.CLOSED;
    }
    return last == dialect.newline()
        ? QuoteState.RECORD_START
        : last == dialect.delimiter() ? QuoteState.FIELD_START : QuoteState.PLAIN;
  }

  /**
   * Whether the run of escapes before an offset inside of quotes is odd, so that it hides the byte
   * there.
   */
  private boolean isEscaping(long offset, GrowingBuffer memory) throws IOException {
    long at = offset;
    boolean odd = false;
    while (at > 0) {
      load(memory, at - 1, 1);
      if (Memory.getByte(memory.address() + ByteInput.PADDING) != dialect.escape()) {
        break;
      }
      odd = !odd;
      at--;
    }
    return odd;
  }

  private QuoteState follow(QuoteState from, long start, int length, GrowingBuffer memory)
      throws IOException {
    load(memory, start, length);
    long address = memory.address() + ByteInput.PADDING;
    QuoteState state = from;
    for (int i = 0; i < length; i++) {
      state = state.next(Memory.getByte(address + i), dialect);
    }
    return state;
  }

  /**
   * Reads bytes to behind the padding at the memory's front, the byte before them too. Returns how
   * many of the wished ones there are.
   */
  private int load(GrowingBuffer memory, long offset, int length) throws IOException {
    long address =
        memory.ensure(Math.max(CELL, length) + 4L * ByteInput.PADDING) + ByteInput.PADDING;
    int wanted = (int) Math.min(length, size - offset);
    long from = Math.max(0, offset - 1);
    int lead = (int) (offset - from);
    try (ByteInput input = ByteInput.open("csv", path, from, StandardCharsets.UTF_8)) {
      int done = -lead;
      while (done < wanted) {
        int count = input.read(address + done, wanted - done);
        if (count < 0) {
          throw new IOException("the file became shorter while it was read");
        }
        done += count;
      }
    }
    return wanted;
  }
}
