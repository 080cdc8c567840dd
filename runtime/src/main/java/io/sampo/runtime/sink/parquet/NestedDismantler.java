package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import java.util.List;

/**
 * Takes values in the encoding of {@link io.sampo.codegen.vector.NestedCodec} apart into leaves
 * with levels.
 */
final class NestedDismantler {
  private final List<ColumnChunkWriter> leaves;

  /** The next byte of the value. */
  private long position;

  /**
   * @param leaves all leaves of the file
   */
  NestedDismantler(List<ColumnChunkWriter> leaves) {
    this.leaves = leaves;
  }

  /** Adds rows of a column. */
  void add(WrittenNode column, ColumnVector vector, int from, int to) {
    for (int row = from; row < to; row++) {
      if (vector.isNull(row)) {
        addNull(column, 0, 0);
      } else {
        position = StringView.data(vector.address(row));
        value(column, 0);
      }
    }
  }

  private void addNull(WrittenNode node, int repetition, int definition) {
    switch (node) {
      case WrittenNode.Leaf n -> leaves.get(n.leaf()).addNull(repetition, definition);
      case WrittenNode.Array n -> addNull(n.element(), repetition, definition);
      case WrittenNode.Struct n -> {
        for (WrittenNode field : n.fields()) {
          addNull(field, repetition, definition);
        }
      }
      case WrittenNode.Map n -> {
        addNull(n.key(), repetition, definition);
        addNull(n.value(), repetition, definition);
      }
    }
  }

  private void value(WrittenNode node, int repetition) {
    switch (node) {
      case WrittenNode.Leaf n -> leaf(leaves.get(n.leaf()), repetition);
      case WrittenNode.Struct n -> struct(n, repetition);
      case WrittenNode.Array n -> elements(n.element(), n.definition(), n.repetition(), repetition);
      case WrittenNode.Map n -> {
        elements(n.key(), n.definition(), n.repetition(), repetition);
        elements(n.value(), n.definition(), n.repetition(), repetition);
      }
    }
  }

  private void leaf(ColumnChunkWriter leaf, int repetition) {
    VectorLayout layout = leaf.leaf().layout();
    if (layout == VectorLayout.VIEW) {
      int length = (int) varint();
      leaf.addValue(repetition, position, length);
      position += length;
    } else {
      leaf.addValue(repetition, position);
      position += layout.bytes();
    }
  }

  private void struct(WrittenNode.Struct node, int repetition) {
    long bitmap = position;
    position += (node.fields().size() + 7) >>> 3;
    int index = 0;
    for (WrittenNode field : node.fields()) {
      if (Memory.getBit(bitmap, index++)) {
        value(field, repetition);
      } else {
        addNull(field, repetition, node.definition());
      }
    }
  }

  private void elements(WrittenNode element, int definition, int level, int repetition) {
    long head = varint();
    int count = (int) (head >>> 1);
    if (count == 0) {
      addNull(element, repetition, definition);
      return;
    }
    long bitmap = position;
    boolean hasNulls = (head & 1) != 0;
    position += hasNulls ? (count + 7) >>> 3 : 0;
    for (int i = 0; i < count; i++) {
      int own = i == 0 ? repetition : level;
      if (!hasNulls || Memory.getBit(bitmap, i)) {
        value(element, own);
      } else {
        addNull(element, own, definition + 1);
      }
    }
  }

  private long varint() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = Memory.getByte(position++);
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }
}
