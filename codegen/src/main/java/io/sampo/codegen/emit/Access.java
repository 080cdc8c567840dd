package io.sampo.codegen.emit;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;

/** Where a loop finds a column. */
sealed interface Access {
  /** A column of the batch, at the base row of the position. */
  record Batch(ColumnReference column, int index) implements Access {}

  /**
   * A field of a row that a pointer of the position points at.
   *
   * @param maybeAbsent whether the pointer may be 0, which makes the column null
   */
  record Row(RowLayout.Field field, Carried pointer, boolean maybeAbsent) implements Access {}

  /** A value computed earlier and kept for each position. */
  record Kept(ColumnReference column, Carried values) implements Access {}

  /** An expression to be evaluated where it is used. */
  record Inline(Expression expression) implements Access {}

  /**
   * Something that goes from loop to loop for each position. Identity matters: two are never equal.
   *
   * @param layout the form of one element; a nullable one takes 8 bytes more, with the null mark
   */
  final class Carried {
    final VectorLayout layout;
    final boolean nullable;
    final String name;

    Carried(String name, VectorLayout layout, boolean nullable) {
      this.name = name;
      this.layout = layout;
      this.nullable = nullable;
    }

    /** Bytes of one element, a power of two. */
    int width() {
      int bytes = layout.bytes();
      return nullable ? Integer.highestOneBit(bytes) * 2 : bytes;
    }
  }
}
