package io.sampo.runtime.source.parquet;

import java.util.List;

/**
 * The checked footer of a file: as many column chunks in each row group as the schema has leaves,
 * of their types, and row counts that add up. Immutable.
 *
 * @param path the file
 * @param rows of the file
 * @param schema the tree of its columns
 * @param storedBytes the size of the footer in the file
 */
record Footer(
    String path, long rows, FileSchema schema, List<StoredRowGroup> rowGroups, int storedBytes) {
  Footer {
    rowGroups = List.copyOf(rowGroups);
    long sum = 0;
    for (StoredRowGroup group : rowGroups) {
      check(group, schema);
      sum += group.rows();
    }
    if (sum != rows) {
      throw new MalformedException("row groups of " + sum + " rows in a file of " + rows);
    }
  }

  private static void check(StoredRowGroup group, FileSchema schema) {
    if (group.rows() < 0) {
      throw new MalformedException("a row group of " + group.rows() + " rows");
    }
    if (group.chunks().size() != schema.leaves().size()) {
      throw new MalformedException(
          "a row group of "
              + group.chunks().size()
              + " columns in a file of "
              + schema.leaves().size());
    }
    for (SchemaNode leaf : schema.leaves()) {
      StoredChunk chunk = group.chunk(leaf);
      if (chunk.type() != leaf.element().type()) {
        throw new MalformedException(
            "a column chunk of " + chunk.type() + " for the column " + leaf.name());
      }
      if (chunk.values() < 0 || chunk.compressedBytes() < 0 || chunk.uncompressedBytes() < 0) {
        throw new MalformedException("a column chunk of negative size for " + leaf.name());
      }
    }
  }

  StoredRowGroup rowGroup(int index) {
    return rowGroups.get(index);
  }
}
