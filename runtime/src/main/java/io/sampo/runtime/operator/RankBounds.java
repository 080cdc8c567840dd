package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Hash;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.logical.RankLimit;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Tells rows whose rank within their partition is too high already: for each partition met, the
 * best sort prefixes so far, as many as ranks are wanted. A row behind the last of them has that
 * many rows before it, whatever comes later. Rows may be let through that are not among the first;
 * none is turned away that is. When partitions become too many to remember, all rows go through.
 * Used by one thread.
 */
final class RankBounds implements AutoCloseable {
  /** Ranks above this are not worth remembering so many prefixes for. */
  static final int MOST_RANKS = 64;

  /** Words that may be remembered in all. */
  private static final int MOST_WORDS = 4 << 20;

  private static final int FIRST_SLOTS = 1 << 12;

  private final List<RowLayout.Field> keys;
  private final RowOrder order;
  private final int ranks;
  private final boolean distinct;

  /** Whether a row that ties with the last of enough prefixes comes behind it. */
  private final boolean tiesLose;

  /** Whether a key that is not null is its own identity, without a look at a row. */
  private final boolean plainKey;

  private final RowPages keyRows;
  private final int stride;

  /** Slots with the number of a group plus one, by hash. */
  private int[] slots = new int[FIRST_SLOTS];

  /** A group's identity, how many prefixes it has, and the prefixes ascending. */
  private long[] groups;

  private long[] rowOf = new long[64];
  private int count;
  private boolean full;

  /**
   * @param layout the rows' layout
   * @param keys the partitioning columns
   * @param order the order within a partition
   */
  RankBounds(
      RowLayout layout,
      List<RowLayout.Field> keys,
      RowOrder order,
      RankLimit limit,
      BufferAllocator allocator) {
    this.keys = List.copyOf(keys);
    this.order = order;
    this.ranks = (int) limit.count();
    this.distinct = limit.kind() == RankLimit.Kind.DENSE_RANK;
    this.tiesLose = limit.kind() == RankLimit.Kind.ROW_NUMBER && order.prefixDecides();
    this.plainKey =
        keys.size() == 1
            && keys.getFirst().layout() != VectorLayout.VIEW
            && keys.getFirst().layout() != VectorLayout.INT128;
    this.stride = 2 + ranks;
    this.groups = new long[64 * stride];
    this.keyRows = new RowPages(layout.width(), allocator);
  }

  /** Whether the row may be among the first of its partition; remembers its prefix if so. */
  boolean admits(long row) {
    if (full) {
      return true;
    }
    int group = group(row);
    if (group < 0) {
      forget();
      return true;
    }
    return enter(group * stride, order.prefix(row));
  }

  private boolean enter(int base, long prefix) {
    int known = (int) groups[base + 1];
    int first = base + 2;
    if (known == ranks) {
      long worst = groups[first + known - 1];
      if (prefix > worst || prefix == worst && tiesLose) {
        return false;
      }
      if (prefix == worst) {
        return true;
      }
    }
    int at = first + known;
    while (at > first && groups[at - 1] > prefix) {
      at--;
    }
    if (distinct && at > first && groups[at - 1] == prefix) {
      return true;
    }
    int moved = Math.min(known, ranks - 1) - (at - first);
    System.arraycopy(groups, at, groups, at + 1, moved);
    groups[at] = prefix;
    groups[base + 1] = Math.min(known + 1, ranks);
    return true;
  }

  /** The number of the row's group, made when it is new; -1 when there is no room. */
  private int group(long row) {
    boolean plain = plainKey && !RowFields.isNull(keys.getFirst(), row);
    long hash = plain ? Hash.mix(word(row)) : RowFields.hash(keys, row);
    long identity = plain ? word(row) : hash;
    int mask = slots.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (slots[slot] != 0) {
      int group = slots[slot] - 1;
      if (groups[group * stride] == identity && isOf(row, group, plain)) {
        return group;
      }
      slot = (slot + 1) & mask;
    }
    return add(row, slot, identity, plain);
  }

  /** Whether a row with a group's identity is of that group. */
  private boolean isOf(long row, int group, boolean plain) {
    if (plain || rowOf[group] == 0) {
      return plain && rowOf[group] == 0;
    }
    for (RowLayout.Field key : keys) {
      if (!RowFields.equal(key, row, rowOf[group])) {
        return false;
      }
    }
    return true;
  }

  private long word(long row) {
    RowLayout.Field key = keys.getFirst();
    long address = row + key.offset();
    return switch (key.layout()) {
      case BYTE -> Memory.getByte(address);
      case SHORT -> Memory.getShort(address);
      case INT -> Memory.getInt(address);
      case LONG -> Memory.getLong(address);
      case FLOAT -> Hash.floatBits(Memory.getFloat(address));
      case DOUBLE -> Hash.doubleBits(Memory.getDouble(address));
      case INT128, VIEW -> throw new IllegalStateException("not one word: " + key);
    };
  }

  private int add(long row, int slot, long identity, boolean plain) {
    if ((long) (count + 1) * stride > MOST_WORDS) {
      return -1;
    }
    if ((count + 1) * stride > groups.length) {
      groups = Arrays.copyOf(groups, groups.length * 2);
    }
    if (count == rowOf.length) {
      rowOf = Arrays.copyOf(rowOf, count * 2);
    }
    int group = count++;
    groups[group * stride] = identity;
    rowOf[group] = plain ? 0 : keyRow(row);
    slots[slot] = group + 1;
    if (count * 2 > slots.length) {
      grow();
    }
    return group;
  }

  private long keyRow(long row) {
    long copy = keyRows.add();
    keys.forEach(key -> RowFields.copy(key, row, copy, keyRows.strings()));
    return copy;
  }

  private void grow() {
    slots = new int[slots.length * 4];
    int mask = slots.length - 1;
    for (int group = 0; group < count; group++) {
      long identity = groups[group * stride];
      int slot = (int) ((rowOf[group] == 0 ? Hash.mix(identity) : identity) >>> 32) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = group + 1;
    }
  }

  /** Bytes of the heap that are taken. */
  long heapBytes() {
    return 8L * groups.length + 8L * rowOf.length + 4L * slots.length;
  }

  /** From now on lets all rows through. */
  void forget() {
    full = true;
    slots = new int[0];
    groups = new long[0];
    rowOf = new long[0];
    keyRows.close();
  }

  /** Forgets everything. */
  @Override
  public void close() {
    forget();
  }
}
