package io.sampo.runtime.source.parquet;

import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** The fields of a chunk while it is parsed. */
final class ChunkParser {
  private @Nullable Type type;
  private @Nullable CompressionCodec codec;
  private long values;
  private long uncompressedBytes;
  private long compressedBytes;
  private long dataPageOffset;
  private long dictionaryPageOffset;
  private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
  private boolean hasPageEncodings;
  private boolean dictionaryPagesOnly = true;
  private long textBytes = -1;
  private StoredStatistics statistics = StoredStatistics.UNKNOWN;
  private long bloomOffset;
  private long bloomLength;
  long columnIndexOffset;
  long columnIndexLength;
  long offsetIndexOffset;
  long offsetIndexLength;

  void read(CompactReader reader) {
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> type = Type.findByValue(reader.readInt());
        case 2 -> readEncodings(reader);
        case 4 -> codec = CompressionCodec.findByValue(reader.readInt());
        case 5 -> values = reader.readLong();
        case 6 -> uncompressedBytes = reader.readLong();
        case 7 -> compressedBytes = reader.readLong();
        case 9 -> dataPageOffset = reader.readLong();
        case 11 -> dictionaryPageOffset = reader.readLong();
        case 12 -> statistics = readStatistics(reader);
        case 13 -> readPageEncodings(reader);
        case 14 -> bloomOffset = reader.readLong();
        case 15 -> bloomLength = reader.readInt();
        case 16 -> readSizes(reader);
        default -> reader.skip();
      }
    }
    reader.leave(outer);
  }

  private void readEncodings(CompactReader reader) {
    for (int left = reader.listOfInts(); left > 0; left--) {
      Encoding encoding = Encoding.findByValue(reader.readElement());
      if (encoding != null) {
        encodings.add(encoding);
      }
    }
  }

  private void readPageEncodings(CompactReader reader) {
    for (int left = reader.listOfStructs(); left > 0; left--) {
      int page = -1;
      int encoding = -1;
      int outer = reader.enter();
      for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
        switch (field) {
          case 1 -> page = reader.readInt();
          case 2 -> encoding = reader.readInt();
          default -> reader.skip();
        }
      }
      reader.leave(outer);
      if (page != PageType.DICTIONARY_PAGE.getValue()) {
        hasPageEncodings = true;
        dictionaryPagesOnly &=
            encoding == Encoding.RLE_DICTIONARY.getValue()
                || encoding == Encoding.PLAIN_DICTIONARY.getValue();
      }
    }
  }

  private void readSizes(CompactReader reader) {
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      if (field == 1) {
        textBytes = reader.readLong();
      } else {
        reader.skip();
      }
    }
    reader.leave(outer);
  }

  private static StoredStatistics readStatistics(CompactReader reader) {
    byte[] oldMax = null;
    byte[] oldMin = null;
    byte[] max = null;
    byte[] min = null;
    long nulls = -1;
    long distinct = -1;
    long nans = -1;
    reader.expectStruct();
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> oldMax = reader.readBytes();
        case 2 -> oldMin = reader.readBytes();
        case 3 -> nulls = reader.readLong();
        case 4 -> distinct = reader.readLong();
        case 5 -> max = reader.readBytes();
        case 6 -> min = reader.readBytes();
        case 9 -> nans = reader.readLong();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    return new StoredStatistics(nulls, distinct, nans, min, max, oldMin, oldMax);
  }

  /**
   * Where the footer does not count pages, PLAIN_DICTIONARY names the data pages; PLAIN beside it
   * would name plain ones.
   */
  private boolean allDictionary() {
    if (dictionaryPageOffset <= 0) {
      return false;
    }
    return hasPageEncodings
        ? dictionaryPagesOnly
        : encodings.contains(Encoding.PLAIN_DICTIONARY) && !encodings.contains(Encoding.PLAIN);
  }

  StoredChunk build() {
    if (codec == null || type == null) {
      throw new MalformedException("a column chunk without a known type and codec");
    }
    return new StoredChunk(
        type,
        codec,
        values,
        uncompressedBytes,
        compressedBytes,
        dataPageOffset,
        dictionaryPageOffset,
        allDictionary(),
        textBytes,
        statistics,
        new StoredChunk.Range(columnIndexOffset, columnIndexLength),
        new StoredChunk.Range(offsetIndexOffset, offsetIndexLength),
        new StoredChunk.Range(bloomOffset, bloomLength));
  }
}
