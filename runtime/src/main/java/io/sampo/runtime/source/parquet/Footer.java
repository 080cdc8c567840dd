package io.sampo.runtime.source.parquet;

import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/**
 * The checked footer of a file: as many column chunks in each row group as the schema has leaves,
 * and row counts that add up. Immutable by convention, shared by threads.
 *
 * @param path the file
 * @param meta as stored; not to be changed
 * @param schema the tree of its columns
 * @param footerBytes the size of the stored footer
 */
record Footer(String path, FileMetaData meta, FileSchema schema, int footerBytes) {
  /** Checks what readers rely on. */
  Footer {
    long rows = 0;
    for (RowGroup group : meta.getRow_groups()) {
      check(group, schema);
      rows += group.getNum_rows();
    }
    if (rows != meta.getNum_rows()) {
      throw new MalformedException(
          "row groups of " + rows + " rows in a file of " + meta.getNum_rows());
    }
  }

  private static void check(RowGroup group, FileSchema schema) {
    if (group.getColumnsSize() != schema.leaves().size()) {
      throw new MalformedException(
          "a row group of "
              + group.getColumnsSize()
              + " columns in a file of "
              + schema.leaves().size());
    }
    if (group.getNum_rows() < 0) {
      throw new MalformedException("a row group of " + group.getNum_rows() + " rows");
    }
    for (SchemaNode leaf : schema.leaves()) {
      ColumnChunk chunk = group.getColumns().get(leaf.leaf());
      if (chunk.isSetFile_path()) {
        throw new MalformedException("a column chunk in another file, " + chunk.getFile_path());
      }
      ColumnMetaData column = chunk.getMeta_data();
      if (column == null) {
        throw new MalformedException("a column chunk without a description: " + leaf.name());
      }
      if (column.getType() != leaf.element().getType()) {
        throw new MalformedException(
            "a column chunk of "
                + column.getType()
                + " for the column "
                + leaf.name()
                + " of "
                + leaf.element().getType());
      }
    }
  }

  List<RowGroup> rowGroups() {
    return meta.getRow_groups();
  }

  RowGroupFacts rowGroup(int index) {
    return new RowGroupFacts(index, meta.getRow_groups().get(index));
  }
}
