package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.error.Origin;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the methods of one class share: constants, buffers, and what is known of the columns. */
final class ClassContext {
  final String internalName;
  final Map<Long, ValueRange> ranges;
  final RowFunctions rowFunctions;
  final List<byte[]> literals = new ArrayList<>();
  final List<Object> constants = new ArrayList<>();
  final List<Integer> bufferBytes = new ArrayList<>();
  final List<Origin> origins = new ArrayList<>();

  ClassContext(String internalName, Map<Long, ValueRange> ranges, RowFunctions rowFunctions) {
    this.internalName = internalName;
    this.ranges = ranges;
    this.rowFunctions = rowFunctions;
  }

  /** The index of a text literal's view. */
  int literal(String text) {
    return literal(text.getBytes(StandardCharsets.UTF_8));
  }

  int literal(byte[] bytes) {
    literals.add(bytes);
    return literals.size() - 1;
  }

  int constant(Object value) {
    constants.add(value);
    return constants.size() - 1;
  }

  /** The number of an expression's place, for its errors. */
  int site(Origin origin) {
    origins.add(origin);
    return origins.size() - 1;
  }

  /** The index of a new work buffer of so many bytes a position. */
  int buffer(int bytesPerPosition) {
    bufferBytes.add(bytesPerPosition);
    return bufferBytes.size() - 1;
  }

  /** The kind in which a column of the type is handled, given what is known of its values. */
  Kind kind(ColumnReference column) {
    Kind kind = Kinds.of(column.type());
    return kind == Kind.WIDE && ranges.containsKey(column.id()) ? Kind.LONG : kind;
  }

  VectorLayout stored(ColumnReference column) {
    VectorLayout layout = VectorLayout.of(column.type());
    return layout == VectorLayout.INT128 && ranges.containsKey(column.id())
        ? VectorLayout.LONG
        : layout;
  }
}
