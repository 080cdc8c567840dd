package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * A column whose rows have one value or null each.
 *
 * <p>A batch is filled page by page. Where one page covers it without a null and holds values as
 * vectors do, the vector points into the page. Text stays coded as long as all pages of the batch
 * are; a plain page among them turns the codes read so far into views.
 */
final class FlatColumnReader extends ColumnReader {
  private final InputFile file;
  private final SchemaNode leaf;
  private final ColumnVector vector;
  private final int width;
  private final boolean optional;
  private final boolean keepCodes;
  private final PagePool pool;
  private final ChunkPages pages;
  private final Dictionary dictionary;
  private final Decoders decoders;
  private final HybridDecoder levels = new HybridDecoder();
  private final GrowingBuffer values;
  private final GrowingBuffer codes;
  private final GrowingBuffer validity;

  private int rowGroup;
  private int pageLeft;
  private long unread;
  private long pendingSkip;
  private @Nullable ValueDecoder decoder;

  /** Whether the current batch has a validity bitmap yet, and how many nulls. */
  private boolean hasValidity;

  private int nulls;
  private boolean coded;

  /** The rows of the batch that matter, how many they are (-1 for all), and how many are done. */
  private long selection;

  private int selected = -1;
  private int taken;

  FlatColumnReader(
      InputFile file,
      SchemaNode leaf,
      DataType type,
      LeafDecoding decoding,
      BufferAllocator allocator) {
    this.file = file;
    this.leaf = leaf;
    this.vector = new ColumnVector(type);
    this.width = decoding.layout().bytes();
    this.optional = leaf.maxDefinition() == 1;
    this.keepCodes = decoding.layout() == VectorLayout.VIEW;
    this.pool = new PagePool(allocator);
    this.pages = new ChunkPages(file, leaf, allocator, pool);
    this.dictionary = new Dictionary(width, allocator);
    this.decoders = new Decoders(decoding, dictionary, allocator, pool);
    this.values = new GrowingBuffer(allocator);
    this.codes = new GrowingBuffer(allocator);
    this.validity = new GrowingBuffer(allocator);
  }

  @Override
  void start(StoredRowGroup group) {
    rowGroup = group.index();
    try {
      StoredChunk meta = group.chunk(leaf);
      if (meta.values() != group.rows()) {
        throw new MalformedException(
            "the column has "
                + meta.values()
                + " values in a row group of "
                + group.rows()
                + " rows");
      }
      pages.start(meta);
    } catch (MalformedException e) {
      throw unreadable(e);
    }
    dictionary.clear();
    decoder = null;
    unread = group.rows();
    pageLeft = 0;
    pendingSkip = 0;
  }

  @Override
  void skip(int rows) {
    if (rows <= pageLeft) {
      try {
        skipInPage(rows);
      } catch (MalformedException e) {
        throw unreadable(e);
      }
    } else {
      pendingSkip += rows - pageLeft;
      pageLeft = 0;
    }
  }

  @Override
  ColumnVector read(int rows, long selectedRows, int count) {
    selection = selectedRows;
    selected = count;
    try {
      return read(rows);
    } finally {
      selected = -1;
    }
  }

  @Override
  ColumnVector read(int rows) {
    pool.recycle();
    taken = 0;
    try {
      fill(rows);
    } catch (MalformedException | IOException e) {
      throw unreadable(e);
    }
    return vector;
  }

  private SampoException unreadable(Exception cause) {
    return ParquetErrors.unreadable(file.path(), rowGroup, leaf.name(), pages.offset(), cause);
  }

  private void fill(int rows) throws IOException {
    hasValidity = false;
    nulls = 0;
    coded = false;
    int done = 0;
    while (done < rows) {
      ValueDecoder current = page();
      int count = Math.min(rows - done, pageLeft);
      int present = readLevels(done, count, rows);
      if (count == rows && present == rows) {
        long borrowed = current.borrow(rows);
        if (borrowed != 0) {
          pageLeft -= count;
          vector.set(borrowed, 0);
          return;
        }
      }
      readValues(current, done, count, present, rows);
      nulls += count - present;
      pageLeft -= count;
      done += count;
    }
    long bitmap = nulls == 0 ? 0 : validity.address();
    if (coded) {
      vector.setCoded(
          dictionary.entries(), dictionary.size(), dictionary.id(), codes.address(), bitmap);
    } else {
      vector.set(values.address(), bitmap);
    }
  }

  private void readValues(ValueDecoder current, int done, int count, int present, int rows) {
    int first = taken;
    if (selected >= 0) {
      while (taken < selected && Memory.getInt(selection + 4L * taken) < done + count) {
        taken++;
      }
    }
    boolean dense = present == count;
    if (selected >= 0 && dense && current instanceof DictionaryDecoder chosen) {
      readChosen(chosen, first, done, count, rows);
      return;
    }
    boolean codesAhead = keepCodes && current instanceof DictionaryDecoder;
    if (codesAhead && (done == 0 || coded)) {
      coded = true;
      long to = codes.reserve(4L * rows) + 4L * done;
      ((DictionaryDecoder) current).readCodes(to, present);
      spread(to, done, count, present, 4);
      return;
    }
    long at = values.reserve((long) width * rows);
    if (coded && selected >= 0) {
      decodeChosen(at, first, done);
    } else if (coded) {
      decodeCodes(at, done);
    }
    long to = at + (long) width * done;
    current.read(to, present);
    spread(to, done, count, present, width);
  }

  /** Reads the values at the selected rows among the next ones of a page without nulls. */
  private void readChosen(DictionaryDecoder current, int first, int done, int count, int rows) {
    long chosen = selection + 4L * first;
    if (keepCodes && (done == 0 || coded)) {
      coded = true;
      current.readCodes(codes.reserve(4L * rows), done, count, chosen, taken - first);
      return;
    }
    long at = values.reserve((long) width * rows);
    if (coded) {
      decodeChosen(at, first, done);
    }
    current.read(at, done, count, chosen, taken - first);
  }

  /** Turns the codes read so far, those of the first selected rows, into views. */
  private void decodeChosen(long to, int count, int done) {
    if (dictionary.size() == 0) {
      decodeCodes(to, done);
    } else {
      coded = false;
      Gathering.gatherAt(dictionary.entries(), codes.address(), selection, count, to, width);
    }
  }

  private void spread(long to, int done, int count, int present, int valueWidth) {
    if (present < count) {
      Gathering.spread(to, validity.address(), done, count, present, valueWidth);
    }
  }

  /** Turns the codes of the batch so far into views. */
  private void decodeCodes(long to, int done) {
    coded = false;
    if (dictionary.size() == 0) {
      Memory.fill(to, (long) width * done, (byte) 0);
    } else {
      Gathering.gather(dictionary.entries(), codes.address(), done, to, width);
    }
  }

  /** Reads the levels of the next rows of the page; the number of values among them. */
  private int readLevels(int done, int count, int rows) {
    if (!optional) {
      return count;
    }
    if (levels.onesAhead(count) == count) {
      levels.skip(count);
      if (hasValidity) {
        Bitmaps.fill(validity.address(), done, count, true);
      }
      return count;
    }
    if (!hasValidity) {
      Bitmaps.fill(validity.reserve(Bitmaps.bytes(rows)), 0, done, true);
      hasValidity = true;
    }
    return levels.readBits(validity.address(), done, count);
  }

  private void skipInPage(int rows) {
    if (rows > 0 && decoder != null) {
      decoder.skip(optional ? levels.skipBits(rows) : rows);
      pageLeft -= rows;
    }
  }

  /** The decoder of a page that has rows left, past the rows to skip. */
  private ValueDecoder page() throws IOException {
    while (true) {
      ValueDecoder current = decoder;
      if (pageLeft > 0 && current != null) {
        return current;
      }
      PageHeader header = pages.next();
      if (header == null) {
        throw new MalformedException("the pages hold fewer rows than the row group");
      }
      if (header.type == PageType.DICTIONARY_PAGE) {
        loadDictionary(header);
        continue;
      }
      unread -= header.values;
      if (unread < 0) {
        throw new MalformedException("the pages hold more rows than the row group");
      }
      if (pendingSkip >= header.values) {
        pendingSkip -= header.values;
      } else {
        open(pages.openData());
      }
    }
  }

  private void loadDictionary(PageHeader header) throws IOException {
    if (dictionary.size() >= 0) {
      throw new MalformedException("a second dictionary page");
    }
    long at = pages.openDictionary(dictionary.page());
    dictionary.load(decoders.of(Encoding.PLAIN), at, header.uncompressedBytes, header.values);
  }

  private void open(DataPage page) {
    if (optional) {
      levels.start(page.definitionAt, page.definitionEnd, 1);
    }
    ValueDecoder next = decoders.of(page.encoding);
    next.start(page.valuesAt, page.valuesEnd, page.values);
    decoder = next;
    pageLeft = page.values;
    int skipped = (int) pendingSkip;
    pendingSkip = 0;
    skipInPage(skipped);
  }

  @Override
  public void close() {
    decoders.close();
    dictionary.close();
    pages.close();
    pool.close();
    values.close();
    codes.close();
    validity.close();
  }
}
