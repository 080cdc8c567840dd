package io.sampo.runtime.source.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.FieldRepetitionType;

/** The schema tree of one file, built from the footer's depth-first list. */
final class FileSchema {
  private static final int MAX_DEPTH = 100;

  private final List<StoredElement> elements;
  private final List<SchemaNode> leaves = new ArrayList<>();
  private final SchemaNode root;
  private int next;

  FileSchema(List<StoredElement> elements) {
    this.elements = elements;
    this.root = node(0, 0, 0);
    if (next != elements.size()) {
      throw new MalformedException("a schema with elements outside the tree");
    }
  }

  /** The columns of the file, from the top. */
  List<SchemaNode> columns() {
    return root.children();
  }

  /** The nodes that column chunks belong to, in their order. */
  List<SchemaNode> leaves() {
    return leaves;
  }

  /** The column of that name; one spelled exactly so wins over one that differs in case. */
  Optional<SchemaNode> column(String name) {
    Optional<SchemaNode> found = Optional.empty();
    for (SchemaNode column : root.children()) {
      if (column.name().equals(name)) {
        return Optional.of(column);
      }
      if (found.isEmpty() && column.name().equalsIgnoreCase(name)) {
        found = Optional.of(column);
      }
    }
    return found;
  }

  private SchemaNode node(int definition, int repetition, int depth) {
    if (next >= elements.size() || depth > MAX_DEPTH) {
      throw new MalformedException("a schema that is no tree");
    }
    StoredElement element = elements.get(next++);
    boolean isRoot = depth == 0;
    FieldRepetitionType kind = isRoot ? FieldRepetitionType.REQUIRED : element.repetition();
    int maxDefinition = definition + (kind == FieldRepetitionType.REQUIRED ? 0 : 1);
    int maxRepetition = repetition + (kind == FieldRepetitionType.REPEATED ? 1 : 0);
    boolean isLeaf = element.type() != null && element.children() == 0;
    if (isLeaf && !isRoot) {
      var leaf =
          new SchemaNode(element, kind, maxDefinition, maxRepetition, leaves.size(), List.of());
      leaves.add(leaf);
      return leaf;
    }
    int count = element.children();
    if (count < 0 || count > elements.size() - next || (count == 0 && !isRoot)) {
      throw new MalformedException("a schema that is no tree");
    }
    var children = new ArrayList<SchemaNode>(count);
    for (int i = 0; i < count; i++) {
      children.add(node(maxDefinition, maxRepetition, depth + 1));
    }
    return new SchemaNode(element, kind, maxDefinition, maxRepetition, -1, children);
  }
}
