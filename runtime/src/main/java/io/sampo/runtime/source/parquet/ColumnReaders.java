package io.sampo.runtime.source.parquet;

import io.sampo.types.DataType;
import io.sampo.types.StructField;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/** Finds the reader for a column of the table in a file. */
final class ColumnReaders {
  private ColumnReaders() {}

  static ColumnReader open(
      Footer footer, InputFile file, StructField field, int batchSize, BufferAllocator allocator) {
    Optional<SchemaNode> found = footer.schema().column(field.name());
    if (found.isEmpty()) {
      return new MissingColumnReader(field.type(), batchSize, allocator);
    }
    SchemaNode node = found.get();
    try {
      if (node.isFlat()) {
        LeafDecoding decoding = LeafDecoding.of(node.element(), field.type());
        if (decoding != null) {
          return new FlatColumnReader(file, node, field.type(), decoding, allocator);
        }
      } else {
        Shape shape = Shape.of(node);
        if (shape.type().equals(field.type())) {
          return new NestedColumnReader(file, shape, allocator);
        }
      }
      throw mismatch(footer, field, Shape.of(node).type());
    } catch (MalformedException e) {
      throw ParquetErrors.unreadable(
          footer.path(), "column " + field.name() + ": " + e.getMessage(), e);
    }
  }

  private static RuntimeException mismatch(Footer footer, StructField field, DataType stored) {
    return ParquetErrors.unreadable(
        footer.path(),
        "column "
            + field.name()
            + " is stored as "
            + stored.sql()
            + " but read as "
            + field.type().sql(),
        null);
  }
}
