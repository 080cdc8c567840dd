package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.VectorLayout;
import io.sampo.types.DataType;
import java.util.List;

/**
 * A leaf of the file.
 *
 * @param path the names from the column down
 * @param type of its values
 * @param kind how they are stored
 */
record WrittenLeaf(
    List<String> path, DataType type, PlainKind kind, int maxDefinition, int maxRepetition) {
  WrittenLeaf {
    path = List.copyOf(path);
  }

  VectorLayout layout() {
    return VectorLayout.of(type);
  }
}
