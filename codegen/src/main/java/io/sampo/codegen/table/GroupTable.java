package io.sampo.codegen.table;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import java.util.function.LongPredicate;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Groups by hash: open addressing with linear probing over 8-byte slots, each the row's address in
 * the low 48 bits and the hash's top 16 bits as a tag, so that most misses never touch a row. Used
 * by one thread at a time.
 */
public final class GroupTable implements AutoCloseable {
  /** The part of a slot that is an address. */
  public static final long ADDRESS = RowLayout.ADDRESS;

  private static final int FIRST_SLOTS = 1 << 10;

  private final BufferAllocator allocator;
  private final RowPages rows;
  private final long template;
  private final ArrowBuf templateBuffer;
  private ArrowBuf slotBuffer;
  private long capacity;
  private long count;
  private @Nullable LongPredicate mayGrow;

  /** The address of the slots; changes when the table grows. */
  public long slots;

  /** The number of slots less one. */
  public long mask;

  /**
   * @param width bytes of a row
   */
  public GroupTable(int width, BufferAllocator allocator) {
    this.allocator = allocator;
    this.rows = new RowPages(width, allocator);
    this.templateBuffer = allocator.buffer(width);
    this.template = templateBuffer.memoryAddress();
    Memory.fill(template, width, (byte) 0);
    this.slotBuffer = openSlots(FIRST_SLOTS);
  }

  /**
   * Sets who is asked before the slots grow to so many bytes. Refused, the table asks for half of
   * that; refused again, it fills up more than it likes to before it grows all the same, and {@link
   * #isTight} meanwhile.
   */
  public void askBeforeGrowing(LongPredicate fresh) {
    mayGrow = fresh;
  }

  /** Whether the slots were refused to grow. */
  public boolean isTight() {
    return capacity > (mask + 1) / 2;
  }

  /**
   * The row that new groups start as a copy of: zeroes until the owner writes initial states there.
   */
  public long template() {
    return template;
  }

  private ArrowBuf openSlots(long number) {
    ArrowBuf buffer = allocator.buffer(number * 8);
    slots = buffer.memoryAddress();
    Memory.fill(slots, number * 8, (byte) 0);
    mask = number - 1;
    capacity = number / 2;
    return buffer;
  }

  /**
   * Adds a row for a hash that is not there yet, a copy of the template with its hash set. Slots
   * and mask may change.
   */
  public long insert(long hash) {
    if (count >= capacity) {
      makeRoom();
    }
    long row = rows.add();
    Memory.copy(template, row, rows.width());
    Memory.putLong(row + RowLayout.HASH, hash);
    link(row, hash);
    count++;
    return row;
  }

  private void link(long row, long hash) {
    long index = hash & mask;
    while (Memory.getLong(slots + (index << 3)) != 0) {
      index = (index + 1) & mask;
    }
    Memory.putLong(slots + (index << 3), row | hash & ~ADDRESS);
  }

  private void makeRoom() {
    boolean tight = isTight();
    if (!tight && mayHave((mask + 1) * 4)) {
      grow((mask + 1) * 4);
    } else if (tight || mayHave((mask + 1) * 2)) {
      grow((mask + 1) * 2);
    } else {
      capacity = (mask + 1) / 8 * 7;
    }
  }

  private boolean mayHave(long number) {
    return mayGrow == null || mayGrow.test(number * 8);
  }

  /** Makes room for about so many groups at once, if that may be had, instead of step by step. */
  public void expect(long groups) {
    long number = Long.highestOneBit(Math.max(1, groups * 2 - 1)) * 2;
    if (number > mask + 1 && mayHave(number)) {
      grow(number);
    }
  }

  /** Forgets all groups and frees their memory. */
  public void clear() {
    rows.clear();
    count = 0;
    ArrowBuf old = slotBuffer;
    slotBuffer = openSlots(FIRST_SLOTS);
    old.close();
  }

  /** Bytes held. */
  public long bytes() {
    return rows.bytes() + (mask + 1) * 8;
  }

  private void grow(long number) {
    ArrowBuf old = slotBuffer;
    slotBuffer = openSlots(number);
    old.close();
    for (int page = 0; page < rows.pages(); page++) {
      long end = rows.end(page);
      for (long row = rows.start(page); row < end; row += rows.width()) {
        link(row, Memory.getLong(row + RowLayout.HASH));
      }
    }
  }

  /** The number of groups. */
  public long count() {
    return count;
  }

  public RowPages rows() {
    return rows;
  }

  @Override
  public void close() {
    rows.close();
    if (capacity > 0) {
      capacity = 0;
      slotBuffer.close();
      templateBuffer.close();
    }
  }
}
