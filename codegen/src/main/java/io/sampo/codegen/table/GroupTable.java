package io.sampo.codegen.table;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import java.util.function.LongConsumer;
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
  private boolean frozen;
  private boolean closed;
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
    try {
      this.slotBuffer = openSlots(FIRST_SLOTS);
    } catch (Throwable refused) {
      templateBuffer.close();
      throw refused;
    }
  }

  /**
   * Sets who is asked before the slots grow to so many bytes. Refused, the table asks for half of
   * that; refused again, it fills up more than it likes to before it grows all the same, and {@link
   * #isTight} before it does.
   */
  public void askBeforeGrowing(LongPredicate fresh) {
    mayGrow = fresh;
  }

  /** Whether the slots were refused to grow, and three quarters of them are taken. */
  public boolean isTight() {
    return wasRefused() && count >= (mask + 1) / 4 * 3;
  }

  private boolean wasRefused() {
    return !frozen && capacity > (mask + 1) / 2;
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
    boolean refused = wasRefused();
    if (!refused && mayHave((mask + 1) * 4)) {
      grow((mask + 1) * 4);
    } else if (refused || mayHave((mask + 1) * 2)) {
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

  /** Keeps some groups; as {@link RowPages#retain}. */
  public void retain(LongPredicate stays, LongConsumer moved) {
    rows.retain(stays, moved);
    count = rows.count();
    if (count == 0) {
      clear();
    } else if (!frozen) {
      reopen(slotsFor(count));
    }
  }

  /** As {@link #retain}, with slots for about as many groups as there were. */
  public void retainAndGoOn(LongPredicate stays, LongConsumer moved) {
    long before = count;
    rows.retain(stays, moved);
    count = rows.count();
    if (!frozen) {
      reopen(slotsFor(before));
    }
  }

  /** Slots for so many groups and some more, but no more of them than there are. */
  private long slotsFor(long groups) {
    long enough = Math.max(FIRST_SLOTS, Long.highestOneBit(Math.max(1, groups * 2 - 1)) * 4);
    return Math.min(mask + 1, enough);
  }

  /** No more groups will be looked for or added: frees the slots, and keeps the rows. */
  public void freeze() {
    if (!frozen) {
      frozen = true;
      slotBuffer.close();
    }
  }

  /** Forgets all groups and frees their memory. */
  public void clear() {
    rows.clear();
    count = 0;
    if (!frozen) {
      ArrowBuf old = slotBuffer;
      slotBuffer = openSlots(FIRST_SLOTS);
      old.close();
    }
  }

  /** Bytes held. */
  public long bytes() {
    return rows.bytes() + (frozen ? 0 : (mask + 1) * 8);
  }

  private void grow(long number) {
    ArrowBuf old = slotBuffer;
    slotBuffer = openSlots(number);
    old.close();
    linkAll();
  }

  /** Links all rows anew with so many slots, not more than there were. */
  private void reopen(long number) {
    if (number < mask + 1) {
      slotBuffer.close();
      slotBuffer = openSlots(number);
    } else {
      Memory.fill(slots, number * 8, (byte) 0);
      capacity = number / 2;
    }
    linkAll();
  }

  private void linkAll() {
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
    if (!closed) {
      closed = true;
      freeze();
      rows.close();
      templateBuffer.close();
    }
  }
}
