package io.sampo.runtime.source.parquet;

import java.util.List;
import org.apache.parquet.format.FieldRepetitionType;

/**
 * A node of a file's schema tree.
 *
 * @param element as the footer has it
 * @param repetition REQUIRED for the root
 * @param maxDefinition the definition level at which this node is present
 * @param maxRepetition the number of repeated nodes from the root to here
 * @param leaf the index of the column chunk, or -1 for a group
 * @param children empty for a leaf
 */
record SchemaNode(
    StoredElement element,
    FieldRepetitionType repetition,
    int maxDefinition,
    int maxRepetition,
    int leaf,
    List<SchemaNode> children) {
  SchemaNode {
    children = List.copyOf(children);
  }

  String name() {
    return element.name();
  }

  boolean isLeaf() {
    return leaf >= 0;
  }

  boolean isRepeated() {
    return repetition == FieldRepetitionType.REPEATED;
  }

  boolean isOptional() {
    return repetition == FieldRepetitionType.OPTIONAL;
  }

  boolean isFlat() {
    return isLeaf() && maxDefinition <= 1 && maxRepetition == 0;
  }
}
