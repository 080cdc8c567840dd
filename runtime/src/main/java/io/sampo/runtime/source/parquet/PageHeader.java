package io.sampo.runtime.source.parquet;

import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/** The header of one page; refilled for each page. */
final class PageHeader {
  private final CompactReader reader = new CompactReader();

  PageType type = PageType.DATA_PAGE;
  int uncompressedBytes;
  int compressedBytes;
  boolean hasCrc;
  int crc;
  int values;
  int rows;
  Encoding encoding = Encoding.PLAIN;
  Encoding definitionEncoding = Encoding.RLE;
  Encoding repetitionEncoding = Encoding.RLE;
  int definitionBytes;
  int repetitionBytes;
  boolean compressed;

  /** Reads the header at an address; the address behind it. */
  long read(long address, long end) {
    reset();
    reader.start(address, end);
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> type = known(PageType.findByValue(reader.readInt()), "page type");
        case 2 -> uncompressedBytes = reader.readInt();
        case 3 -> compressedBytes = reader.readInt();
        case 4 -> {
          crc = reader.readInt();
          hasCrc = true;
        }
        case 5 -> dataPage();
        case 7 -> dictionaryPage();
        case 8 -> dataPageV2();
        default -> reader.skip();
      }
    }
    if (uncompressedBytes < 0 || compressedBytes < 0 || values < 0) {
      throw new MalformedException("a page header with a negative size");
    }
    return reader.position();
  }

  private void reset() {
    type = PageType.DATA_PAGE;
    uncompressedBytes = -1;
    compressedBytes = -1;
    hasCrc = false;
    values = 0;
    rows = -1;
    encoding = Encoding.PLAIN;
    definitionEncoding = Encoding.RLE;
    repetitionEncoding = Encoding.RLE;
    definitionBytes = 0;
    repetitionBytes = 0;
    compressed = true;
  }

  private void dataPage() {
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> values = reader.readInt();
        case 2 -> encoding = encoding();
        case 3 -> definitionEncoding = encoding();
        case 4 -> repetitionEncoding = encoding();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
  }

  private void dictionaryPage() {
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> values = reader.readInt();
        case 2 -> encoding = encoding();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
  }

  private void dataPageV2() {
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> values = reader.readInt();
        case 3 -> rows = reader.readInt();
        case 4 -> encoding = encoding();
        case 5 -> definitionBytes = reader.readInt();
        case 6 -> repetitionBytes = reader.readInt();
        case 7 -> compressed = reader.readBoolean();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    if (definitionBytes < 0
        || repetitionBytes < 0
        || (long) definitionBytes + repetitionBytes
            > Math.min(compressedBytes, uncompressedBytes)) {
      throw new MalformedException("levels longer than their page");
    }
  }

  private Encoding encoding() {
    return known(Encoding.findByValue(reader.readInt()), "encoding");
  }

  private static <T> T known(@Nullable T value, String what) {
    if (value == null) {
      throw new MalformedException("an unknown " + what);
    }
    return value;
  }
}
