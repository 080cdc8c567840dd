package io.sampo.codegen.emit;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes values to memory. */
final class Stores {
  private final ExpressionEmitter expressions;
  private final Code code;

  Stores(ExpressionEmitter expressions) {
    this.expressions = expressions;
    this.code = expressions.code;
  }

  /** Writes a field of the row at the address; long text is copied to the arena. */
  void field(int row, RowLayout.Field field, Value value, int arena) {
    if (field.layout() == VectorLayout.VIEW) {
      code.aload(arena);
      code.load(value);
      code.offset(row, field.offset());
      code.invokeVirtual(StringArena.class, "keep", void.class, long.class, long.class);
    } else {
      plain(value, field.layout(), row, field.offset());
    }
    if (field.nullable()) {
      code.offset(row, field.nullOffset());
      code.loadNull(value);
      code.memoryPut("putByte", byte.class);
    }
  }

  /**
   * Writes a value of fixed width at {@code address + offset}; a view is copied with its reference.
   */
  void plain(Value value, VectorLayout layout, int address, long offset) {
    switch (layout) {
      case BYTE, SHORT, INT -> {
        code.offset(address, offset);
        code.iload(value.local());
        switch (layout) {
          case BYTE -> code.memoryPut("putByte", byte.class);
          case SHORT -> code.memoryPut("putShort", short.class);
          default -> code.memoryPut("putInt", int.class);
        }
      }
      case LONG -> {
        code.offset(address, offset);
        code.lload(value.local());
        code.memoryPut("putLong", long.class);
      }
      case FLOAT -> {
        code.offset(address, offset);
        code.load(value);
        code.memoryPut("putFloat", float.class);
      }
      case DOUBLE -> {
        code.offset(address, offset);
        code.load(value);
        code.memoryPut("putDouble", double.class);
      }
      case INT128 -> {
        Value wide = expressions.widen(value);
        code.offset(address, offset);
        code.lload(wide.local());
        code.memoryPut("putLong", long.class);
        code.offset(address, offset + 8);
        code.lload(wide.high());
        code.memoryPut("putLong", long.class);
      }
      case VIEW -> {
        code.load(value);
        code.offset(address, offset);
        code.invokeStatic(StringView.class, "copy", void.class, long.class, long.class);
      }
    }
  }

  /** Runs code only when the value is not null. */
  void unlessNull(Value value, Runnable emission) {
    if (!value.nullable()) {
      emission.run();
      return;
    }
    var skip = new Label();
    code.iload(value.nullLocal());
    code.jump(Opcodes.IFNE, skip);
    expressions.loop.branch(emission);
    code.label(skip);
  }
}
