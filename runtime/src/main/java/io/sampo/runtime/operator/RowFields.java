package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Compare;
import io.sampo.codegen.kernel.NestedOrder;
import io.sampo.codegen.kernel.Wide;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.Hash;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ValueStore;
import java.util.List;

/** Reads and compares fields of rows where no class is generated for it. */
final class RowFields {
  private RowFields() {}

  static boolean isNull(RowLayout.Field field, long row) {
    return field.nullable() && Memory.getByte(row + field.nullOffset()) != 0;
  }

  /** Whether two rows of one layout agree in a field; two nulls do. */
  static boolean equal(RowLayout.Field field, long a, long b) {
    boolean nullA = isNull(field, a);
    if (nullA || isNull(field, b)) {
      return nullA == isNull(field, b);
    }
    long x = a + field.offset();
    long y = b + field.offset();
    return switch (field.layout()) {
      case BYTE -> Memory.getByte(x) == Memory.getByte(y);
      case SHORT -> Memory.getShort(x) == Memory.getShort(y);
      case INT -> Memory.getInt(x) == Memory.getInt(y);
      case LONG -> Memory.getLong(x) == Memory.getLong(y);
      case FLOAT -> Hash.floatBits(Memory.getFloat(x)) == Hash.floatBits(Memory.getFloat(y));
      case DOUBLE -> Hash.doubleBits(Memory.getDouble(x)) == Hash.doubleBits(Memory.getDouble(y));
      case INT128 ->
          Memory.getLong(x) == Memory.getLong(y) && Memory.getLong(x + 8) == Memory.getLong(y + 8);
      case VIEW -> StringView.equal(x, y);
    };
  }

  /** Compares two values that are not null. */
  static int compare(RowLayout.Field field, long a, long b) {
    long x = a + field.offset();
    long y = b + field.offset();
    return switch (field.layout()) {
      case BYTE -> Byte.compare(Memory.getByte(x), Memory.getByte(y));
      case SHORT -> Short.compare(Memory.getShort(x), Memory.getShort(y));
      case INT -> Integer.compare(Memory.getInt(x), Memory.getInt(y));
      case LONG -> Long.compare(Memory.getLong(x), Memory.getLong(y));
      case FLOAT -> Compare.floats(Memory.getFloat(x), Memory.getFloat(y));
      case DOUBLE -> Compare.doubles(Memory.getDouble(x), Memory.getDouble(y));
      case INT128 ->
          Compare.wide(
              Memory.getLong(x), Memory.getLong(x + 8), Memory.getLong(y), Memory.getLong(y + 8));
      case VIEW ->
          NestedCodec.isNested(field.column().type())
              ? NestedOrder.compare(x, y, field.column().type())
              : StringView.compare(x, y);
    };
  }

  /** What a null enters a hash as: the same as in generated code. */
  private static final long NULL_HASH = 0x6E756C6CL;

  /**
   * The hash of fields, the same as generated code computes; equal values hash alike. No fields
   * give 0.
   */
  static long hash(List<RowLayout.Field> fields, long row) {
    long hash = 0;
    for (int i = 0; i < fields.size(); i++) {
      RowLayout.Field field = fields.get(i);
      long address = row + field.offset();
      if (isNull(field, row)) {
        hash = join(hash, NULL_HASH, i == 0);
      } else if (field.layout() == VectorLayout.INT128) {
        long low = Memory.getLong(address);
        long high = Memory.getLong(address + 8);
        hash = i == 0 ? Wide.hash(low, high) : Wide.hashOn(hash, low, high);
      } else {
        hash = join(hash, hashable(field.layout(), address), i == 0);
      }
    }
    return hash;
  }

  private static long join(long hash, long value, boolean first) {
    return first ? Hash.mix(value) : Hash.combine(hash, value);
  }

  private static long hashable(VectorLayout layout, long address) {
    return switch (layout) {
      case BYTE -> Memory.getByte(address);
      case SHORT -> Memory.getShort(address);
      case INT -> Memory.getInt(address);
      case LONG -> Memory.getLong(address);
      case FLOAT -> Hash.floatBits(Memory.getFloat(address));
      case DOUBLE -> Hash.doubleBits(Memory.getDouble(address));
      case VIEW -> StringView.hash(address);
      case INT128 -> throw new IllegalStateException("two words");
    };
  }

  /** Copies a field with its null mark; long text is copied to the arena. */
  static void copy(RowLayout.Field field, long from, long to, StringArena arena) {
    if (field.nullable()) {
      Memory.putByte(to + field.nullOffset(), Memory.getByte(from + field.nullOffset()));
    }
    switch (field.layout()) {
      case VIEW -> arena.keep(from + field.offset(), to + field.offset());
      case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE, INT128 ->
          Memory.copy(from + field.offset(), to + field.offset(), field.layout().bytes());
    }
  }

  /** A 64-bit number that orders, unsigned, as the values do; ties are left open. */
  static long prefix(RowLayout.Field field, long row) {
    long x = row + field.offset();
    return switch (field.layout()) {
      case BYTE -> flip(Memory.getByte(x));
      case SHORT -> flip(Memory.getShort(x));
      case INT -> flip(Memory.getInt(x));
      case LONG -> flip(Memory.getLong(x));
      case FLOAT -> ordered(Memory.getFloat(x));
      case DOUBLE -> ordered(Memory.getDouble(x));
      case INT128 -> flip(Memory.getLong(x + 8));
      case VIEW -> NestedCodec.isNested(field.column().type()) ? 0 : textPrefix(x);
    };
  }

  private static long flip(long value) {
    return value ^ Long.MIN_VALUE;
  }

  private static long ordered(double value) {
    long bits = Hash.doubleBits(value);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  private static long textPrefix(long view) {
    int length = StringView.length(view);
    if (length <= StringView.INLINE) {
      return Long.reverseBytes(
          Memory.getInt(view + 4) & 0xFFFFFFFFL | (long) Memory.getInt(view + 8) << 32);
    }
    return Long.reverseBytes(Memory.getLong(Memory.getLong(view + 8)));
  }

  /** Writes a value that is not null, in the form of a spec literal. */
  static void put(RowLayout.Field field, long row, Object value, StringArena arena) {
    ValueStore.put(field.layout(), field.column().type(), row + field.offset(), value, arena);
    if (field.nullable()) {
      Memory.putByte(row + field.nullOffset(), (byte) 0);
    }
  }

  /** Adds one 128-bit sum to another. */
  static void addWide(long to, long from) {
    Wide.addTo(to, Memory.getLong(from), Memory.getLong(from + 8));
  }

  /** A value as an object, in the form of a spec literal; not null. */
  static Object box(RowLayout.Field field, long row) {
    return ValueStore.get(field.layout(), field.column().type(), row + field.offset());
  }
}
