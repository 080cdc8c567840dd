package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Hash;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The distinct values of a column chunk, numbered in the order in which they came. Open addressing
 * over keys: of up to eight bytes a value is its own key, of others the key is a hash, and the
 * bytes are compared. Either way NaNs of different bits and both zeros are kept apart.
 */
final class DictionaryBuilder implements AutoCloseable {
  private static final int FIRST_SLOTS = 1024;

  private final PlainKind kind;
  private final VectorLayout layout;
  private final PlainStore values;

  /** Whether a key is the value itself. */
  private final boolean exact;

  private long[] keys = new long[FIRST_SLOTS / 2];

  /** Where a text lies among the values; other values are as wide as their kind. */
  private long[] offsets = new long[FIRST_SLOTS / 2];

  /** A value's number plus 1, or 0. */
  private int[] slots = new int[FIRST_SLOTS];

  DictionaryBuilder(WrittenLeaf leaf, BufferAllocator allocator) {
    this.kind = leaf.kind();
    this.layout = leaf.layout();
    this.exact = kind != PlainKind.BYTES && kind != PlainKind.INT128;
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
    return values.address()
        + (kind == PlainKind.BYTES ? offsets[code] : (long) code * kind.bytes());
  }

  void clear() {
    values.clear();
    Arrays.fill(slots, 0);
  }

  /**
   * Writes the numbers of values of a fixed width, adding those that are new.
   *
   * @param from the values, one behind the other in their vector's layout
   * @param codes gets an int for each
   */
  void intern(long from, int count, long codes) {
    switch (layout) {
      case BYTE -> {
        for (int i = 0; i < count; i++) {
          Memory.putInt(codes + 4L * i, number(Memory.getByte(from + i), from + i));
        }
      }
      case SHORT -> {
        for (int i = 0; i < count; i++) {
          Memory.putInt(codes + 4L * i, number(Memory.getShort(from + 2L * i), from + 2L * i));
        }
      }
      case INT, FLOAT -> {
        for (int i = 0; i < count; i++) {
          Memory.putInt(codes + 4L * i, number(Memory.getInt(from + 4L * i), from + 4L * i));
        }
      }
      case LONG, DOUBLE -> {
        for (int i = 0; i < count; i++) {
          Memory.putInt(codes + 4L * i, number(Memory.getLong(from + 8L * i), from + 8L * i));
        }
      }
      case INT128 -> {
        for (int i = 0; i < count; i++) {
          Memory.putInt(codes + 4L * i, wideNumber(from + 16L * i));
        }
      }
      case VIEW -> throw new IllegalStateException("text has no fixed width");
    }
  }

  private int number(long key, long value) {
    int mask = slots.length - 1;
    int slot = slot(key) & mask;
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      if (keys[code] == key) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    values.add(value);
    return insert(slot, key);
  }

  private int wideNumber(long value) {
    long low = Memory.getLong(value);
    long high = Memory.getLong(value + 8);
    long key = Hash.combine(Hash.mix(low), high);
    int mask = slots.length - 1;
    int slot = slot(key) & mask;
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      // Entries are big-endian.
      if (keys[code] == key
          && Long.reverseBytes(Memory.getLong(entry(code))) == high
          && Long.reverseBytes(Memory.getLong(entry(code) + 8)) == low) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    values.add(value);
    return insert(slot, key);
  }

  /** The number of a text, which is added if it is new. */
  int intern(long data, int length) {
    long key = hash(data, length);
    int mask = slots.length - 1;
    int slot = slot(key) & mask;
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      if (keys[code] == key && isText(entry(code), data, length)) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    long offset = values.bytes();
    values.addBytes(data, length);
    int code = insert(slot, key);
    offsets[code] = offset;
    return code;
  }

  private static boolean isText(long entry, long data, int length) {
    return Memory.getInt(entry) == length
        && StringView.equalBytes(entry + Integer.BYTES, data, length);
  }

  /** Reads no byte but the text's own. */
  private static long hash(long data, int length) {
    long hash = Hash.mix(length);
    int whole = length - 8;
    for (int i = 0; i < whole; i += 8) {
      hash = Hash.combine(hash, Memory.getLong(data + i));
    }
    return Hash.combine(hash, tail(data, length));
  }

  /** The last eight bytes, or all of a shorter text, of known length, in one word. */
  private static long tail(long data, int length) {
    if (length >= 8) {
      return Memory.getLong(data + length - 8);
    }
    if (length >= 4) {
      return Memory.getInt(data) & 0xFFFFFFFFL | (long) Memory.getInt(data + length - 4) << 32;
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word = word << 8 | Memory.getByte(data + i) & 0xFF;
    }
    return word;
  }

  private int slot(long key) {
    long mixed = exact ? Hash.mix(key) : key;
    return (int) (mixed ^ mixed >>> 32);
  }

  /** Numbers the value that was just added. */
  private int insert(int slot, long key) {
    int code = values.count() - 1;
    slots[slot] = code + 1;
    if (code == keys.length) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
      offsets = Arrays.copyOf(offsets, keys.length);
    }
    keys[code] = key;
    if (2 * (code + 1) >= slots.length) {
      rehash(code + 1);
    }
    return code;
  }

  private void rehash(int count) {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int code = 0; code < count; code++) {
      int slot = slot(keys[code]) & mask;
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
