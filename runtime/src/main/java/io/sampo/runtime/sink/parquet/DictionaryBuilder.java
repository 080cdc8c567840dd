package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Hash;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The distinct values of a column chunk, numbered in the order in which they came. Open addressing
 * over hashes; values are compared byte by byte, so NaNs of different bits and both zeros are kept
 * apart.
 */
final class DictionaryBuilder implements AutoCloseable {
  private static final int FIRST_SLOTS = 1024;

  private final PlainKind kind;
  private final PlainStore values;
  private long[] offsets = new long[FIRST_SLOTS / 2];
  private int[] hashes = new int[FIRST_SLOTS / 2];

  /** A value's number plus 1, or 0. */
  private int[] slots = new int[FIRST_SLOTS];

  DictionaryBuilder(WrittenLeaf leaf, BufferAllocator allocator) {
    this.kind = leaf.kind();
    this.values = new PlainStore(leaf.kind(), leaf.layout(), allocator);
  }

  PlainStore values() {
    return values;
  }

  int size() {
    return values.count();
  }

  /** The address of an entry, valid until the next one is added. */
  long entry(int code) {
    return values.address() + offsets[code];
  }

  void clear() {
    values.clear();
    Arrays.fill(slots, 0);
  }

  /**
   * The number of the value just added to {@link #values}, which is taken back if it was there
   * already.
   */
  int intern(long offset) {
    long at = values.address() + offset;
    int size = (int) (values.bytes() - offset);
    int hash = hash(at, size);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      if (hashes[code] == hash && equal(entry(code), at, size)) {
        values.removeLast(size);
        return code;
      }
      slot = (slot + 1) & mask;
    }
    int code = values.count() - 1;
    slots[slot] = code + 1;
    if (code == offsets.length) {
      grow();
    }
    offsets[code] = offset;
    hashes[code] = hash;
    if (2 * (code + 1) >= slots.length) {
      rehash(code + 1);
    }
    return code;
  }

  private boolean equal(long a, long b, int size) {
    if (kind.bytes() == 0 && Memory.getInt(a) != size - Integer.BYTES) {
      return false;
    }
    return StringView.equalBytes(a, b, size);
  }

  private static int hash(long at, int size) {
    long hash = size;
    int i = 0;
    for (; i + 8 <= size; i += 8) {
      hash = Hash.combine(hash, Memory.getLong(at + i));
    }
    // The buffer has room behind its end, so the last load may reach beyond the value.
    if (i < size) {
      hash = Hash.combine(hash, Memory.getLong(at + i) & -1L >>> (64 - 8 * (size - i)));
    }
    return (int) (hash ^ hash >>> 32);
  }

  private void grow() {
    offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    hashes = Arrays.copyOf(hashes, 2 * hashes.length);
  }

  private void rehash(int count) {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int code = 0; code < count; code++) {
      int slot = hashes[code] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = code + 1;
    }
  }

  @Override
  public void close() {
    values.close();
  }
}
