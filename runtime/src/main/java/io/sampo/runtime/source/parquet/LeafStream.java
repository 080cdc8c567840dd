package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * One leaf of a nested column: the levels of the entries of a range of rows, and the values of
 * those entries that have one. An entry is what the format stores for each value, each null and
 * each empty list; a row begins where the repetition level is 0 and may go on in the next page.
 */
final class LeafStream implements AutoCloseable {
  private final SchemaNode leaf;
  private final int width;
  private final PagePool pool;
  private final ChunkPages pages;
  private final Dictionary dictionary;
  private final Decoders decoders;
  private final HybridDecoder levels = new HybridDecoder();

  /** The current page: its levels, as ints, and the entry reached. */
  private final GrowingBuffer pageRepetitions;

  private final GrowingBuffer pageDefinitions;
  private int pageEntries;
  private int pageNext;
  private long entriesLeft;
  private @Nullable ValueDecoder decoder;

  /** The current batch. */
  private final GrowingBuffer repetitions;

  private final GrowingBuffer definitions;
  private final GrowingBuffer values;
  private int entries;
  private int valueCount;

  /** How far the batch was consumed. */
  private int entry;

  private int value;

  LeafStream(InputFile file, SchemaNode leaf, LeafDecoding decoding, BufferAllocator allocator) {
    this.leaf = leaf;
    this.width = decoding.layout().bytes();
    this.pool = new PagePool(allocator);
    this.pages = new ChunkPages(file, leaf, allocator, pool);
    this.dictionary = new Dictionary(width, allocator);
    this.decoders = new Decoders(decoding, dictionary, allocator, pool);
    this.pageRepetitions = new GrowingBuffer(allocator);
    this.pageDefinitions = new GrowingBuffer(allocator);
    this.repetitions = new GrowingBuffer(allocator);
    this.definitions = new GrowingBuffer(allocator);
    this.values = new GrowingBuffer(allocator);
  }

  void start(StoredRowGroup group) {
    StoredChunk meta = group.chunk(leaf);
    pages.start(meta);
    dictionary.clear();
    entriesLeft = meta.values();
    pageEntries = 0;
    pageNext = 0;
    decoder = null;
  }

  long offset() {
    return pages.offset();
  }

  /** Reads the entries of the next rows, or passes over them. */
  void read(int rows, boolean keep) throws IOException {
    pool.recycle();
    entries = 0;
    valueCount = 0;
    entry = 0;
    value = 0;
    int begun = 0;
    while (true) {
      if (pageNext == pageEntries && !nextPage()) {
        if (begun < rows) {
          throw new MalformedException("the pages hold fewer rows than the row group");
        }
        return;
      }
      int end = pageNext;
      while (end < pageEntries) {
        if (repetitionInPage(end) == 0) {
          if (begun == rows) {
            break;
          }
          begun++;
        } else if (begun == 0) {
          throw new MalformedException("a row group that begins within a row");
        }
        end++;
      }
      take(end - pageNext, keep);
      if (pageNext < pageEntries) {
        return;
      }
    }
  }

  private int repetitionInPage(int index) {
    return leaf.maxRepetition() == 0 ? 0 : Memory.getInt(pageRepetitions.address() + 4L * index);
  }

  /** Moves entries of the page to the batch. */
  private void take(int count, boolean keep) {
    ValueDecoder current = decoder;
    if (count == 0 || current == null) {
      return;
    }
    long from = pageDefinitions.address() + 4L * pageNext;
    int present = 0;
    for (int i = 0; i < count; i++) {
      present += Memory.getInt(from + 4L * i) == leaf.maxDefinition() ? 1 : 0;
    }
    if (keep) {
      long total = (long) entries + count;
      Memory.copy(from, definitions.grow(4 * total, 4L * entries) + 4L * entries, 4L * count);
      if (leaf.maxRepetition() > 0) {
        Memory.copy(
            pageRepetitions.address() + 4L * pageNext,
            repetitions.grow(4 * total, 4L * entries) + 4L * entries,
            4L * count);
      }
      long used = (long) valueCount * width;
      long to = values.grow(used + (long) present * width, used) + used;
      current.read(to, present);
      entries += count;
      valueCount += present;
    } else {
      current.skip(present);
    }
    pageNext += count;
  }

  private boolean nextPage() throws IOException {
    while (true) {
      PageHeader header = pages.next();
      if (header == null) {
        return false;
      }
      if (header.type == PageType.DICTIONARY_PAGE) {
        if (dictionary.size() >= 0) {
          throw new MalformedException("a second dictionary page");
        }
        long at = pages.openDictionary(dictionary.page());
        dictionary.load(decoders.of(Encoding.PLAIN), at, header.uncompressedBytes, header.values);
        continue;
      }
      entriesLeft -= header.values;
      if (entriesLeft < 0) {
        throw new MalformedException("the pages hold more values than the column chunk");
      }
      if (header.values > 0) {
        open(pages.openData());
        return true;
      }
    }
  }

  private void open(DataPage page) {
    pageEntries = page.values;
    pageNext = 0;
    long definitionsAt = pageDefinitions.reserve(4L * page.values);
    if (leaf.maxDefinition() > 0) {
      int bits = HybridDecoder.width(leaf.maxDefinition());
      levels.start(page.definitionAt, page.definitionEnd, bits);
      levels.read(definitionsAt, page.values, leaf.maxDefinition());
    } else {
      BitUnpacking.fillInts(definitionsAt, page.values, 0);
    }
    if (leaf.maxRepetition() > 0) {
      int bits = HybridDecoder.width(leaf.maxRepetition());
      levels.start(page.repetitionAt, page.repetitionEnd, bits);
      levels.read(pageRepetitions.reserve(4L * page.values), page.values, leaf.maxRepetition());
    }
    ValueDecoder next = decoders.of(page.encoding);
    next.start(page.valuesAt, page.valuesEnd, page.values);
    decoder = next;
  }

  /** The definition level of the current entry. */
  int definition() {
    return definitionAt(entry);
  }

  int definitionAt(int index) {
    if (index >= entries) {
      throw disagreement();
    }
    return Memory.getInt(definitions.address() + 4L * index);
  }

  /** The repetition level of an entry, or 0 behind the last one, as a row would begin there. */
  int repetitionAt(int index) {
    return index >= entries || leaf.maxRepetition() == 0
        ? 0
        : Memory.getInt(repetitions.address() + 4L * index);
  }

  /** The index of the current entry. */
  int entry() {
    return entry;
  }

  /** Passes over an entry without a value. */
  void passNull() {
    if (definition() == leaf.maxDefinition()) {
      throw disagreement();
    }
    entry++;
  }

  /** Passes over an entry with a value; the value's address. */
  long takeValue() {
    if (definition() != leaf.maxDefinition() || value >= valueCount) {
      throw disagreement();
    }
    entry++;
    return values.address() + (long) width * value++;
  }

  /** Checks that a row ends here. */
  void checkRowEnd() {
    if (repetitionAt(entry) != 0) {
      throw disagreement();
    }
  }

  private static MalformedException disagreement() {
    return new MalformedException("levels of the leaves of a nested column that disagree");
  }

  @Override
  public void close() {
    decoders.close();
    dictionary.close();
    pages.close();
    pool.close();
    pageRepetitions.close();
    pageDefinitions.close();
    repetitions.close();
    definitions.close();
    values.close();
  }
}
