package io.sampo.codegen.table;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The build side of a hash join: chains of rows. A slot holds the address of its chain's first row
 * in the low 48 bits and, in the top 16, one bit for each hash in the chain, so that a probe
 * without partner mostly ends at the slot (Leis, Boncz, Kemper and Neumann, "Morsel-Driven
 * Parallelism", SIGMOD 2014). Rows are linked by several threads at once; afterwards the table is
 * only read.
 */
public final class JoinTable implements AutoCloseable {
  private static final long ADDRESS = GroupTable.ADDRESS;

  private final List<RowPages> parts;
  private final ArrowBuf slotBuffer;
  private final long rowCount;
  private final boolean nullKey;
  private final boolean empty;
  private boolean closed;

  /** The address of the slots. */
  public final long slots;

  /** How far a hash is shifted right to give its slot. */
  public final int shift;

  /**
   * @param parts the rows, each with its hash set; owned by the table from now on
   * @param nullKey whether the build side had a row with a null among its keys, which is in no
   *     chain
   */
  public JoinTable(List<RowPages> parts, boolean nullKey, BufferAllocator allocator) {
    this(parts, nullKey, parts.stream().allMatch(part -> part.count() == 0), allocator);
  }

  private JoinTable(
      List<RowPages> parts, boolean nullKey, boolean empty, BufferAllocator allocator) {
    this.empty = empty && !nullKey;
    this.parts = List.copyOf(parts);
    this.nullKey = nullKey;
    this.rowCount = parts.stream().mapToLong(RowPages::count).sum();
    int bits = slotBits(rowCount);
    this.shift = 64 - bits;
    this.slotBuffer = allocator.buffer(8L << bits);
    this.slots = slotBuffer.memoryAddress();
    Memory.fill(slots, 8L << bits, (byte) 0);
  }

  /**
   * A table of some of the rows of a build side that has more.
   *
   * @param nullKey whether the build side as a whole had a row with a null among its keys
   */
  public static JoinTable ofSome(List<RowPages> parts, boolean nullKey, BufferAllocator allocator) {
    return new JoinTable(parts, nullKey, false, allocator);
  }

  /**
   * A table without rows that only tells, by {@link #sift}, which hashes are not among those that
   * were {@linkplain #mark marked}.
   *
   * @param slots a power of two, at least 64; each takes 8 bytes
   */
  public static JoinTable filter(long slots, BufferAllocator allocator) {
    return new JoinTable(Long.numberOfTrailingZeros(slots), allocator);
  }

  private JoinTable(int bits, BufferAllocator allocator) {
    this.empty = false;
    this.parts = List.of();
    this.nullKey = false;
    this.rowCount = 0;
    this.shift = 64 - bits;
    this.slotBuffer = allocator.buffer(8L << bits);
    this.slots = slotBuffer.memoryAddress();
    Memory.fill(slots, 8L << bits, (byte) 0);
  }

  /** Notes in a filter that there is a row of a hash. By any thread. */
  public void mark(long hash) {
    long slot = slots + (hash >>> shift << 3);
    long tag = tag(hash);
    while (true) {
      long before = Memory.getLong(slot);
      if ((before & tag) != 0 || Memory.compareAndSetLong(slot, before, before | tag)) {
        return;
      }
    }
  }

  /**
   * A smaller filter that knows the same hashes, and takes more others for them.
   *
   * @param fewer a power of two, at least 64 and at most as many slots as this filter has
   */
  public JoinTable folded(long fewer, BufferAllocator allocator) {
    JoinTable small = filter(fewer, allocator);
    int levels = small.shift - shift;
    long number = 1L << 64 - shift;
    for (long i = 0; i < number; i++) {
      long target = small.slots + (i >>> levels << 3);
      Memory.putLong(target, Memory.getLong(target) | Memory.getLong(slots + (i << 3)));
    }
    return small;
  }

  /** The bytes of the slots of a table of so many rows. */
  public static long slotBytes(long rows) {
    return 8L << slotBits(rows);
  }

  private static int slotBits(long rows) {
    return Math.max(6, 64 - Long.numberOfLeadingZeros(Math.max(1, rows * 2 - 1)));
  }

  /** Links the rows of one part into their chains. Every part is linked once, by any thread. */
  public void link(int part) {
    RowPages pages = parts.get(part);
    for (int page = 0; page < pages.pages(); page++) {
      long end = pages.end(page);
      for (long row = pages.start(page); row < end; row += pages.width()) {
        link(row);
      }
    }
  }

  private void link(long row) {
    long hash = Memory.getLong(row + RowLayout.HASH);
    long slot = slots + (hash >>> shift << 3);
    while (true) {
      long head = Memory.getLong(slot);
      Memory.putLong(row + RowLayout.NEXT, head & ADDRESS);
      if (Memory.compareAndSetLong(slot, head, row | head & ~ADDRESS | tag(hash))) {
        return;
      }
    }
  }

  /** The bit that stands for a hash among the top 16 of a slot. */
  public static long tag(long hash) {
    return 1L << 48 << (hash & 15);
  }

  /**
   * Finds the chains for hashes.
   *
   * @param hashes the address of {@code count} hashes
   * @param chains where the addresses of the chains' first rows go; 0 when there is none for sure
   */
  public void lookup(long hashes, long chains, int count) {
    long base = slots;
    int right = shift;
    for (int i = 0; i < count; i++) {
      long hash = Memory.getLong(hashes + 8L * i);
      long slot = Memory.getLong(base + (hash >>> right << 3));
      long bit = slot >>> 48 >>> (hash & 15) & 1;
      Memory.putLong(chains + 8L * i, slot & ADDRESS & -bit);
    }
  }

  /**
   * Keeps of some rows those that may have a partner: moves them to the front, in their order.
   * Wrongly kept ones are few.
   *
   * @param hashes the address of {@code count} hashes
   * @param ints the address of an int for each row, or 0
   * @param longs the address of a long for each row, or 0
   * @return how many are kept
   */
  public int sift(long hashes, int count, long ints, long longs) {
    if (longs != 0) {
      return siftLongs(hashes, count, ints, longs);
    }
    long base = slots;
    int right = shift;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      long hash = Memory.getLong(hashes + 8L * i);
      long slot = Memory.getLong(base + (hash >>> right << 3));
      if (ints != 0) {
        Memory.putInt(ints + 4L * kept, Memory.getInt(ints + 4L * i));
      }
      kept += (int) (slot >>> 48 >>> (hash & 15) & 1);
    }
    return kept;
  }

  private int siftLongs(long hashes, int count, long ints, long longs) {
    long base = slots;
    int right = shift;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      long hash = Memory.getLong(hashes + 8L * i);
      long slot = Memory.getLong(base + (hash >>> right << 3));
      if (ints != 0) {
        Memory.putInt(ints + 4L * kept, Memory.getInt(ints + 4L * i));
      }
      Memory.putLong(longs + 8L * kept, Memory.getLong(longs + 8L * i));
      kept += (int) (slot >>> 48 >>> (hash & 15) & 1);
    }
    return kept;
  }

  public List<RowPages> parts() {
    return parts;
  }

  public long rowCount() {
    return rowCount;
  }

  /** Whether no row was built at all, not even one with a null key. */
  public boolean isEmpty() {
    return empty;
  }

  public boolean hasNullKey() {
    return nullKey;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      parts.forEach(RowPages::close);
      slotBuffer.close();
    }
  }
}
