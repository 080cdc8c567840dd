package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.source.parquet.GrowingBuffer;
import org.apache.arrow.memory.BufferAllocator;

/** Values behind one another in the form they are kept in until they are written. */
final class PlainStore implements AutoCloseable {
  /** Up to this length words are faster than a call that copies. */
  private static final int SHORT = 64;

  private final PlainKind kind;
  private final VectorLayout layout;
  private final GrowingBuffer buffer;
  private long bytes;
  private int count;

  PlainStore(PlainKind kind, VectorLayout layout, BufferAllocator allocator) {
    this.kind = kind;
    this.layout = layout;
    this.buffer = new GrowingBuffer(allocator);
  }

  void clear() {
    bytes = 0;
    count = 0;
  }

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  /** The address of the first value; changes when values are added. */
  long address() {
    return buffer.address();
  }

  /** Makes room for more bytes; where they go. */
  private long room(long more) {
    return buffer.grow(bytes + more, bytes) + bytes;
  }

  /**
   * Adds the value that lies at an address in its vector's layout; text goes to {@link #addBytes}.
   */
  void add(long value) {
    addAll(value, 1);
  }

  /** Adds values of a fixed width that lie one behind the other in their vector's layout. */
  void addAll(long from, int more) {
    long to = room((long) more * kind.bytes());
    switch (kind) {
      case BOOLEAN -> Memory.copy(from, to, more);
      case INT32 -> narrow(from, to, more);
      case INT64, DOUBLE -> copyLongs(from, to, more);
      case FLOAT -> copyInts(from, to, more);
      case INT128 -> {
        for (int i = 0; i < more; i++) {
          Memory.putLong(to + 16L * i, Long.reverseBytes(Memory.getLong(from + 16L * i + 8)));
          Memory.putLong(to + 16L * i + 8, Long.reverseBytes(Memory.getLong(from + 16L * i)));
        }
      }
      case BYTES -> throw new IllegalStateException("text is added by its bytes");
    }
    bytes += (long) more * kind.bytes();
    count += more;
  }

  private static void copyLongs(long from, long to, int more) {
    for (int i = 0; i < more; i++) {
      Memory.putLong(to + 8L * i, Memory.getLong(from + 8L * i));
    }
  }

  private static void copyInts(long from, long to, int more) {
    for (int i = 0; i < more; i++) {
      Memory.putInt(to + 4L * i, Memory.getInt(from + 4L * i));
    }
  }

  private void narrow(long from, long to, int more) {
    switch (layout) {
      case BYTE -> {
        for (int i = 0; i < more; i++) {
          Memory.putInt(to + 4L * i, Memory.getByte(from + i));
        }
      }
      case SHORT -> {
        for (int i = 0; i < more; i++) {
          Memory.putInt(to + 4L * i, Memory.getShort(from + 2L * i));
        }
      }
      case INT -> copyInts(from, to, more);
      case LONG -> {
        for (int i = 0; i < more; i++) {
          Memory.putInt(to + 4L * i, (int) Memory.getLong(from + 8L * i));
        }
      }
      case FLOAT, DOUBLE, INT128, VIEW -> throw new IllegalStateException(layout + " as INT32");
    }
  }

  void addBytes(long data, int length) {
    putBytes(room((long) Integer.BYTES + length), data, length);
    bytes += Integer.BYTES + length;
    count++;
  }

  /** Adds the texts of rows that have one. */
  void addTexts(ColumnVector vector, int from, int to) {
    long more = 0;
    for (int row = from; row < to; row++) {
      more += Integer.BYTES + StringView.length(vector.address(row));
    }
    long at = room(more);
    for (int row = from; row < to; row++) {
      long view = vector.address(row);
      int length = StringView.length(view);
      putBytes(at, StringView.data(view), length);
      at += Integer.BYTES + length;
    }
    bytes += more;
    count += to - from;
  }

  private static void putBytes(long at, long data, int length) {
    Memory.putInt(at, length);
    copy(data, at + Integer.BYTES, length);
  }

  /** Reads and writes no byte but those to copy. */
  private static void copy(long from, long to, int length) {
    if (length > SHORT) {
      Memory.copy(from, to, length);
    } else if (length >= 8) {
      int last = length - 8;
      for (int i = 0; i < last; i += 8) {
        Memory.putLong(to + i, Memory.getLong(from + i));
      }
      Memory.putLong(to + last, Memory.getLong(from + last));
    } else if (length >= 4) {
      int tail = Memory.getInt(from + length - 4);
      Memory.putInt(to, Memory.getInt(from));
      Memory.putInt(to + length - 4, tail);
    } else {
      for (int i = 0; i < length; i++) {
        Memory.putByte(to + i, Memory.getByte(from + i));
      }
    }
  }

  /**
   * Adds values of a dictionary.
   *
   * @param codes the numbers of its entries, an int each
   */
  void addEntries(DictionaryBuilder dictionary, long codes, int more) {
    switch (kind.bytes()) {
      case 4 -> {
        long entries = dictionary.values().address();
        long to = room(4L * more);
        for (int i = 0; i < more; i++) {
          Memory.putInt(to + 4L * i, Memory.getInt(entries + 4L * Memory.getInt(codes + 4L * i)));
        }
        bytes += 4L * more;
        count += more;
      }
      case 8 -> {
        long entries = dictionary.values().address();
        long to = room(8L * more);
        for (int i = 0; i < more; i++) {
          Memory.putLong(to + 8L * i, Memory.getLong(entries + 8L * Memory.getInt(codes + 4L * i)));
        }
        bytes += 8L * more;
        count += more;
      }
      default -> {
        for (int i = 0; i < more; i++) {
          addStored(dictionary.entry(Memory.getInt(codes + 4L * i)));
        }
      }
    }
  }

  /** Adds a value that is in this form already. */
  private void addStored(long value) {
    int size = kind.sizeAt(value);
    copy(value, room(size), size);
    bytes += size;
    count++;
  }

  @Override
  public void close() {
    buffer.close();
  }
}
