package io.sampo.codegen.kernel;

import io.sampo.codegen.pipeline.RowFunction;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
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

  /** The nested value that a view holds in encoded form. */
  public static Object nested(long view, DataType type) {
    return NestedCodec.decode(StringView.toBytes(view), type);
  }

  /** A view, in the arena, of a nested value in encoded form. */
  public static long encode(Object value, DataType type, StringArena arena) {
    return Text.fromBytes(NestedCodec.encode(value, type), arena);
  }
}
