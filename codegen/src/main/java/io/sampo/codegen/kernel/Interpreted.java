package io.sampo.codegen.kernel;

import io.sampo.codegen.pipeline.RowFunction;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What generated code calls for expressions that the interpreter evaluates. */
public final class Interpreted {
  private Interpreted() {}

  /** Evaluates a row function; an error gets the number of its place. */
  public static @Nullable Object evaluate(RowFunction function, @Nullable Object[] row, int site) {
    try {
      return function.evaluate(row);
    } catch (SampoException e) {
      throw new PlacedFailure(site, e);
    }
  }

  /**
   * How many rows an array yields.
   *
   * @param array holds the array as a list, or null
   * @param outer whether one row is yielded when there is no element
   */
  public static int size(@Nullable Object[] array, boolean outer) {
    int size = array[0] instanceof List<?> elements ? elements.size() : 0;
    return size == 0 && outer ? 1 : size;
  }

  /** The place of a row that an array yields; null for the one without an element. */
  public static @Nullable Object position(@Nullable Object[] array, int index) {
    return array[0] instanceof List<?> elements && index < elements.size() ? index : null;
  }

  /** The element of a row that an array yields; null for the one without an element. */
  public static @Nullable Object element(@Nullable Object[] array, int index) {
    return array[0] instanceof List<?> elements && index < elements.size()
        ? elements.get(index)
        : null;
  }

  /** The nested value that a view holds in encoded form. */
  public static Object nested(long view, DataType type) {
    return NestedCodec.decode(StringView.toBytes(view), type);
  }

  /** A view, in the arena, of a nested value in encoded form. */
  public static long encode(Object value, DataType type, StringArena arena) {
    return Text.fromBytes(NestedCodec.encode(value, type), arena);
  }
}
