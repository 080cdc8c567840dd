package io.sampo.runtime.source.parquet;

import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Type;

/**
 * A column chunk as the footer describes it. Offsets and lengths are 0 when there is no such part.
 *
 * @param values the number of values, nulls and empty lists included
 * @param allDictionary whether every data page is dictionary encoded
 * @param textBytes the bytes of all texts without lengths and compression, or -1 when unknown
 */
record StoredChunk(
    Type type,
    CompressionCodec codec,
    long values,
    long uncompressedBytes,
    long compressedBytes,
    long dataPageOffset,
    long dictionaryPageOffset,
    boolean allDictionary,
    long textBytes,
    StoredStatistics statistics,
    Range columnIndex,
    Range offsetIndex,
    Range bloomFilter) {
  /** Bytes of the file. */
  record Range(long offset, long length) {
    static final Range NONE = new Range(0, 0);

    boolean exists() {
      return offset > 0;
    }
  }

  /** The offset of the first page. */
  long offset() {
    return dictionaryPageOffset > 0 && dictionaryPageOffset < dataPageOffset
        ? dictionaryPageOffset
        : dataPageOffset;
  }
}
