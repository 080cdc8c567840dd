package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import org.jspecify.annotations.Nullable;

/**
 * Writes one field of rows being made.
 *
 * @param field the field
 * @param strings keeps long text
 */
record FieldWriter(RowLayout.Field field, StringArena strings) {
  void putNull(long row) {
    if (!field.nullable()) {
      throw new IllegalStateException(field.column() + " is never null");
    }
    Memory.putByte(row + field.nullOffset(), (byte) 1);
    Memory.fill(row + field.offset(), field.layout().bytes(), (byte) 0);
  }

  private void present(long row) {
    if (field.nullable()) {
      Memory.putByte(row + field.nullOffset(), (byte) 0);
    }
  }

  /**
   * Writes a whole number to a field that holds whole numbers, or the unscaled value of decimals.
   */
  void putLong(long row, long value) {
    present(row);
    long address = row + field.offset();
    switch (field.layout()) {
      case BYTE -> Memory.putByte(address, (byte) value);
      case SHORT -> Memory.putShort(address, (short) value);
      case INT -> Memory.putInt(address, (int) value);
      case LONG -> Memory.putLong(address, value);
      case INT128 -> putWide(row, value, value >> 63);
      case FLOAT, DOUBLE, VIEW ->
          throw new IllegalStateException(field + " holds no whole numbers");
    }
  }

  void putWide(long row, long low, long high) {
    present(row);
    Memory.putLong(row + field.offset(), low);
    if (field.layout() == VectorLayout.INT128) {
      Memory.putLong(row + field.offset() + 8, high);
    }
  }

  void putDouble(long row, double value) {
    present(row);
    if (field.layout() == VectorLayout.FLOAT) {
      Memory.putFloat(row + field.offset(), (float) value);
    } else {
      Memory.putDouble(row + field.offset(), value);
    }
  }

  /** Writes a value in the form of a spec literal. */
  void put(long row, @Nullable Object value) {
    if (value == null) {
      putNull(row);
    } else {
      RowFields.put(field, row, value, strings);
    }
  }

  /**
   * Copies a field of the same type, null or not, from another row; decimals may be held in another
   * width there.
   */
  void copy(RowLayout.Field from, long source, long row) {
    if (RowFields.isNull(from, source)) {
      putNull(row);
      return;
    }
    present(row);
    long origin = source + from.offset();
    long target = row + field.offset();
    if (from.layout() != field.layout()) {
      long low = Memory.getLong(origin);
      putWide(
          row, low, from.layout() == VectorLayout.INT128 ? Memory.getLong(origin + 8) : low >> 63);
    } else if (field.layout() == VectorLayout.VIEW) {
      strings.keep(origin, target);
    } else {
      Memory.copy(origin, target, field.layout().bytes());
    }
  }
}
