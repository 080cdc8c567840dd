package io.sampo.runtime.source.parquet;

import java.util.List;

/**
 * A row group of a file.
 *
 * @param index counted from 0
 * @param chunks one for each leaf of the schema
 */
record StoredRowGroup(int index, long rows, List<StoredChunk> chunks) {
  StoredRowGroup {
    chunks = List.copyOf(chunks);
  }

  StoredChunk chunk(SchemaNode leaf) {
    return chunks.get(leaf.leaf());
  }

  long compressedBytes() {
    return chunks.stream().mapToLong(StoredChunk::compressedBytes).sum();
  }
}
