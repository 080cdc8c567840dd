package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.VectorLayout;
import java.util.List;

/** The fields of rows that may point to long strings elsewhere. */
record RowTexts(List<RowLayout.Field> fields) {
  static RowTexts of(RowLayout layout) {
    return new RowTexts(
        layout.fields().stream().filter(field -> field.layout() == VectorLayout.VIEW).toList());
  }

  /**
   * Has the long strings of a row kept where its copy belongs.
   *
   * @param to the copy, which may be the row itself
   */
  void keep(long from, long to, StringArena strings) {
    for (RowLayout.Field field : fields) {
      if (!RowFields.isNull(field, from)) {
        strings.keep(from + field.offset(), to + field.offset());
      }
    }
  }
}
