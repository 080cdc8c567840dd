package io.sampo.runtime.source.parquet;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;

/**
 * A row group of a file.
 *
 * @param index counted from 0
 */
record RowGroupFacts(int index, RowGroup meta) {
  long rows() {
    return meta.getNum_rows();
  }

  /** The footer's description of a leaf's chunk. */
  ColumnMetaData column(SchemaNode leaf) {
    ColumnChunk chunk = meta.getColumns().get(leaf.leaf());
    if (chunk.isSetFile_path()) {
      throw new MalformedException("a column chunk in another file");
    }
    if (chunk.getMeta_data() == null) {
      throw new MalformedException("an encrypted column chunk");
    }
    return chunk.getMeta_data();
  }
}
