package io.sampo.runtime.source.parquet;

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
    return meta.getColumns().get(leaf.leaf()).getMeta_data();
  }
}
