package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.source.parquet.GrowingBuffer;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Gathers a row group's levels and values of one leaf. Values are codes of a dictionary until that
 * gets too large or proves of no use; then they are kept as they are.
 */
final class ColumnChunkWriter implements AutoCloseable {
  private static final long MAX_DICTIONARY_BYTES = 1 << 20;

  /** From how many values on a dictionary must show that values repeat. */
  private static final int TRIAL = 10_000;

  private final WrittenLeaf leaf;
  private final boolean dictionaryWished;
  private final DictionaryBuilder dictionary;
  private final GrowingBuffer codes;
  private final PlainStore plain;
  private final GrowingBuffer definitions;
  private final GrowingBuffer repetitions;
  private boolean coded;
  private int values;
  private long plainBytes;
  private int entries;

  /** Whether definition levels are kept; until the first null of a flat column they are not. */
  private boolean hasLevels;

  private long translatedId;
  private int[] translation = new int[0];

  ColumnChunkWriter(WrittenLeaf leaf, BufferAllocator allocator) {
    this.leaf = leaf;
    this.dictionaryWished = leaf.kind() != PlainKind.BOOLEAN;
    this.dictionary = new DictionaryBuilder(leaf, allocator);
    this.codes = new GrowingBuffer(allocator);
    this.plain = new PlainStore(leaf.kind(), leaf.layout(), allocator);
    this.definitions = new GrowingBuffer(allocator);
    this.repetitions = new GrowingBuffer(allocator);
    clear();
  }

  /** Begins the next row group. */
  void clear() {
    dictionary.clear();
    plain.clear();
    coded = dictionaryWished;
    values = 0;
    plainBytes = 0;
    entries = 0;
    hasLevels = leaf.maxRepetition() > 0 || leaf.maxDefinition() > 1;
    translatedId = 0;
  }

  WrittenLeaf leaf() {
    return leaf;
  }

  int entries() {
    return entries;
  }

  int values() {
    return values;
  }

  /** Whether the values are codes of {@link #dictionary}. */
  boolean isCoded() {
    return coded;
  }

  DictionaryBuilder dictionary() {
    return dictionary;
  }

  PlainStore plain() {
    return plain;
  }

  /** The codes of the values, as ints. */
  long codes() {
    return codes.address();
  }

  /** Whether definition levels differ. */
  boolean hasLevels() {
    return hasLevels;
  }

  long definitions() {
    return definitions.address();
  }

  long repetitions() {
    return repetitions.address();
  }

  /** Roughly the memory in use. */
  long bytes() {
    return plain.bytes() + dictionary.values().bytes() + 4L * (values + entries);
  }

  /** Adds rows of a flat column. */
  void add(ColumnVector vector, int from, int to) {
    int row = from;
    while (row < to) {
      int behind = row;
      while (behind < to && !vector.isNull(behind)) {
        behind = vector.validity == 0 ? to : behind + 1;
      }
      if (behind > row) {
        addPresent(vector, row, behind);
      }
      row = behind;
      while (row < to && vector.isNull(row)) {
        addNull(0, 0);
        row++;
      }
    }
    reconsider();
  }

  /** Adds rows of a flat column that have a value each. */
  private void addPresent(ColumnVector vector, int from, int to) {
    int count = to - from;
    if (hasLevels) {
      long used = 4L * entries;
      long levels = definitions.grow(used + 4L * count, used) + used;
      for (int i = 0; i < count; i++) {
        Memory.putInt(levels + 4L * i, leaf.maxDefinition());
      }
    }
    entries += count;
    if (leaf.layout() != VectorLayout.VIEW) {
      addFixed(vector.address(from), count);
    } else if (coded) {
      addCodes(vector, from, to);
    } else {
      long before = plain.bytes();
      plain.addTexts(vector, from, to);
      plainBytes += plain.bytes() - before;
      values += count;
    }
  }

  private void addCodes(ColumnVector vector, int from, int to) {
    long at = roomForCodes(to - from);
    long text = 0;
    if (vector.codes != 0) {
      prepareTranslation(vector);
    }
    for (int row = from; row < to; row++) {
      long view = vector.address(row);
      int length = StringView.length(view);
      text += length;
      int code =
          vector.codes != 0
              ? translated(Memory.getInt(vector.codes + 4L * row), view)
              : dictionary.intern(StringView.data(view), length);
      Memory.putInt(at, code);
      at += Integer.BYTES;
    }
    values += to - from;
    plainBytes += text + (long) Integer.BYTES * (to - from);
  }

  private int translated(int code, long view) {
    int own = translation[code];
    if (own < 0) {
      own = dictionary.intern(StringView.data(view), StringView.length(view));
      translation[code] = own;
    }
    return own;
  }

  private void prepareTranslation(ColumnVector vector) {
    if (vector.dictionaryId != translatedId) {
      translatedId = vector.dictionaryId;
      if (translation.length < vector.dictionarySize) {
        translation = new int[vector.dictionarySize];
      }
      Arrays.fill(translation, -1);
    }
  }

  /** Adds an entry without a value. */
  void addNull(int repetition, int definition) {
    if (!hasLevels) {
      hasLevels = true;
      long to = definitions.reserve(4L * Math.max(1, entries));
      for (int i = 0; i < entries; i++) {
        Memory.putInt(to + 4L * i, leaf.maxDefinition());
      }
    }
    level(repetition, definition);
  }

  /** Adds an entry with the value at an address, in its vector's layout. */
  void addValue(int repetition, long value) {
    level(repetition, leaf.maxDefinition());
    addFixed(value, 1);
  }

  /** Adds an entry with a text or bytes. */
  void addValue(int repetition, long data, int length) {
    level(repetition, leaf.maxDefinition());
    addBytes(data, length);
  }

  private void level(int repetition, int definition) {
    if (hasLevels) {
      long used = 4L * entries;
      Memory.putInt(definitions.grow(used + 4, used) + used, definition);
      if (leaf.maxRepetition() > 0) {
        Memory.putInt(repetitions.grow(used + 4, used) + used, repetition);
      }
    }
    entries++;
  }

  private void addFixed(long from, int count) {
    plainBytes += (long) count * leaf.kind().bytes();
    if (coded) {
      dictionary.intern(from, count, roomForCodes(count));
    } else {
      plain.addAll(from, count);
    }
    values += count;
  }

  private void addBytes(long data, int length) {
    plainBytes += Integer.BYTES + length;
    if (coded) {
      Memory.putInt(roomForCodes(1), dictionary.intern(data, length));
    } else {
      plain.addBytes(data, length);
    }
    values++;
  }

  /** Makes room for the codes of further values; where they go. */
  private long roomForCodes(int count) {
    long used = 4L * values;
    return codes.grow(used + 4L * count, used) + used;
  }

  /**
   * Gives the dictionary up when it has grown too large or hardly any value repeats. Called between
   * rows.
   */
  void reconsider() {
    boolean tooLarge = dictionary.values().bytes() > MAX_DICTIONARY_BYTES;
    boolean useless = values >= TRIAL && dictionary.size() > values / 3 * 2;
    if (coded && (tooLarge || useless)) {
      dropDictionary();
    }
  }

  /** Decides at the end of the row group; afterwards nothing is added. */
  void decide() {
    int width = HybridEncoder.width(Math.max(0, dictionary.size() - 1));
    long codedBytes = dictionary.values().bytes() + ((long) values * width >>> 3);
    if (coded && codedBytes >= plainBytes) {
      dropDictionary();
    }
  }

  private void dropDictionary() {
    coded = false;
    plain.addEntries(dictionary, codes.address(), values);
    dictionary.clear();
  }

  @Override
  public void close() {
    dictionary.close();
    codes.close();
    plain.close();
    definitions.close();
    repetitions.close();
  }
}
