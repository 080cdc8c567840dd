package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.VectorLayout;
import java.util.List;

/**
 * Puts the leaves of a nested column together, row by row, in the encoding of {@link
 * io.sampo.codegen.vector.NestedCodec}.
 *
 * <p>A value is present when its first leaf's definition level reaches the value's own. A list's
 * elements begin at its first leaf's first entry and at every further one whose repetition level is
 * the list's; they are counted ahead, as the count is written first.
 */
final class NestedAssembler {
  private final List<LeafStream> leaves;
  private final int firstLeaf;
  private final NestedOutput out;

  /**
   * @param leaves the leaves of the column, in order
   * @param firstLeaf the index in the file of the first of them
   */
  NestedAssembler(List<LeafStream> leaves, int firstLeaf, NestedOutput out) {
    this.leaves = leaves;
    this.firstLeaf = firstLeaf;
    this.out = out;
  }

  /** Writes the value of the next row; whether there is one that is not null. */
  boolean row(Shape column) {
    boolean present = isPresent(column);
    if (present) {
      value(column);
    } else {
      passNull(column.node());
    }
    for (LeafStream leaf : leaves) {
      leaf.checkRowEnd();
    }
    return present;
  }

  private LeafStream leaf(SchemaNode node) {
    SchemaNode first = node;
    while (!first.isLeaf()) {
      first = first.children().getFirst();
    }
    return leaves.get(first.leaf() - firstLeaf);
  }

  /** The definition level from which on a value of the shape is there. */
  private static int presence(Shape shape) {
    boolean bareList = shape instanceof Shape.ListOf list && list.node() == list.repeated();
    return shape.node().maxDefinition() - (bareList ? 1 : 0);
  }

  private boolean isPresent(Shape shape) {
    return leaf(shape.node()).definition() >= presence(shape);
  }

  /** Passes over the one entry that each leaf has for a null or an empty list. */
  private void passNull(SchemaNode node) {
    if (node.isLeaf()) {
      leaves.get(node.leaf() - firstLeaf).passNull();
    } else {
      for (SchemaNode child : node.children()) {
        passNull(child);
      }
    }
  }

  private void value(Shape shape) {
    switch (shape) {
      case Shape.Primitive s -> primitive(s);
      case Shape.StructOf s -> struct(s);
      case Shape.ListOf s -> elements(s.repeated(), s.element());
      case Shape.MapOf s -> map(s);
    }
  }

  private void primitive(Shape.Primitive shape) {
    long at = leaves.get(shape.node().leaf() - firstLeaf).takeValue();
    VectorLayout layout = VectorLayout.of(shape.type());
    if (layout == VectorLayout.VIEW) {
      out.view(at);
    } else {
      out.bytes(at, layout.bytes());
    }
  }

  private void struct(Shape.StructOf shape) {
    long bitmap = out.zeros((shape.fields().size() + 7) >>> 3);
    int index = 0;
    for (Shape field : shape.fields()) {
      if (isPresent(field)) {
        out.setBit(bitmap, index);
        value(field);
      } else {
        passNull(field.node());
      }
      index++;
    }
  }

  private void map(Shape.MapOf shape) {
    int keys = elements(shape.repeated(), shape.key());
    int values = elements(shape.repeated(), shape.value());
    if (keys != values) {
      throw new MalformedException("a map of " + keys + " keys and " + values + " values");
    }
  }

  /** Writes an array; the number of its elements. */
  private int elements(SchemaNode repeated, Shape element) {
    LeafStream first = leaf(element.node());
    if (first.definition() < repeated.maxDefinition()) {
      out.varint(0);
      passNull(element.node());
      return 0;
    }
    int level = repeated.maxRepetition();
    int presence = presence(element);
    int count = 0;
    int nulls = 0;
    int index = first.entry();
    do {
      if (count == 0 || first.repetitionAt(index) == level) {
        count++;
        nulls += first.definitionAt(index) < presence ? 1 : 0;
      }
      index++;
    } while (first.repetitionAt(index) >= level);
    out.varint(2L * count + (nulls > 0 ? 1 : 0));
    long bitmap = nulls > 0 ? out.zeros((count + 7) >>> 3) : -1;
    for (int i = 0; i < count; i++) {
      if (isPresent(element)) {
        if (bitmap >= 0) {
          out.setBit(bitmap, i);
        }
        value(element);
      } else {
        passNull(element.node());
      }
    }
    return count;
  }
}
