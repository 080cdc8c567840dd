package io.sampo.runtime.sink.parquet;

import java.util.List;

/**
 * How a column or a part of one is taken apart into leaves. Definition levels are those at which
 * the node is present.
 */
sealed interface WrittenNode {
  int definition();

  /** A leaf, by its index in the file. */
  record Leaf(int definition, int leaf) implements WrittenNode {}

  record Struct(int definition, List<WrittenNode> fields) implements WrittenNode {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A list.
   *
   * @param repetition the level of its second and further elements; the level of an element's
   *     presence is the element's own
   */
  record Array(int definition, int repetition, WrittenNode element) implements WrittenNode {}

  /** A map, whose keys are never null. */
  record Map(int definition, int repetition, WrittenNode key, WrittenNode value)
      implements WrittenNode {}
}
