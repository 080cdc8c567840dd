package io.sampo.codegen.emit;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Passes positions on to the next loop: writes what is carried and calls it when the buffers are
 * full or the loop is over.
 */
final class Passing {
  private final LoopPlan from;
  private final LoopPlan to;
  private final Loop loop;
  private final Code code;
  private final ClassContext context;

  /** The number of positions written. */
  final int count;

  private final Map<Access.Carried, Integer> pointerLocals = new HashMap<>();
  private final Map<Access.Carried, Value> values = new HashMap<>();

  Passing(LoopPlan from, LoopPlan to, Loop loop) {
    this.from = from;
    this.to = to;
    this.loop = loop;
    this.code = loop.code;
    this.context = loop.context;
    this.count = code.newInt();
    code.iconst(0);
    code.istore(count);
  }

  /** Gives a pointer its value for the position about to be passed on. */
  void point(Access.Carried pointer, int local) {
    pointerLocals.put(pointer, local);
  }

  /** Gives a kept value. */
  void keep(Access.Carried carried, Value value) {
    values.put(carried, value);
  }

  /** Writes one position. */
  void add(ExpressionEmitter expressions) {
    to.inputs.forEach((carried, buffer) -> copy(expressions, carried, buffer));
    code.increment(count, 1);
  }

  private void copy(ExpressionEmitter expressions, Access.Carried carried, int buffer) {
    int base = loop.buffer(buffer);
    Integer pointer = pointerLocals.get(carried);
    Value value = values.get(carried);
    if (pointer != null) {
      code.element(base, count, 8);
      code.lload(pointer);
      code.memoryPut("putLong", long.class);
    } else if (value != null) {
      keepValue(expressions, carried, base, value);
    } else if (carried == from.shape.baseRow() && !from.inputs.containsKey(carried)) {
      // In the first loop the position is the row.
      code.element(base, count, 4);
      code.iload(loop.row);
      code.memoryPut("putInt", int.class);
    } else {
      copyElement(carried, base);
    }
  }

  private void keepValue(
      ExpressionEmitter expressions, Access.Carried carried, int base, Value value) {
    int address = code.newLong();
    code.element(base, count, carried.width());
    code.lstore(address);
    new Stores(expressions).plain(value, carried.layout, address, 0);
    if (carried.nullable) {
      code.offset(address, carried.width() - 1L);
      code.loadNull(value);
      code.memoryPut("putByte", byte.class);
    }
  }

  private void copyElement(Access.Carried carried, int base) {
    Integer source = from.inputs.get(carried);
    boolean input = source == null && from.shape.isPointer(carried);
    if (source == null && !input) {
      throw new IllegalStateException(carried.name + " was not carried to " + from.method());
    }
    int sourceBase = source == null ? loop.field("inputRows", long.class) : loop.buffer(source);
    int width = carried.width();
    if (width < 8) {
      code.element(base, count, width);
      code.element(sourceBase, loop.position, width);
      copySmall(width);
      return;
    }
    int target = code.newLong();
    int origin = code.newLong();
    code.element(base, count, width);
    code.lstore(target);
    code.element(sourceBase, loop.position, width);
    code.lstore(origin);
    for (int offset = 0; offset < width; offset += 8) {
      code.offset(target, offset);
      code.offset(origin, offset);
      code.memoryGet("getLong", long.class);
      code.memoryPut("putLong", long.class);
    }
  }

  private void copySmall(int width) {
    switch (width) {
      case 1 -> {
        code.memoryGet("getByte", byte.class);
        code.memoryPut("putByte", byte.class);
      }
      case 2 -> {
        code.memoryGet("getShort", short.class);
        code.memoryPut("putShort", short.class);
      }
      default -> {
        code.memoryGet("getInt", int.class);
        code.memoryPut("putInt", int.class);
      }
    }
  }

  /** Calls the next loop when the buffers are full. */
  void flushWhenFull() {
    var room = new Label();
    int capacity = loop.field("capacity", int.class);
    code.iload(count);
    code.iload(capacity);
    code.jump(Opcodes.IF_ICMPLT, room);
    call();
    code.iconst(0);
    code.istore(count);
    code.label(room);
  }

  /** Calls the next loop when there is any position. */
  void flush() {
    var none = new Label();
    code.iload(count);
    code.jump(Opcodes.IFEQ, none);
    call();
    code.label(none);
  }

  private void call() {
    code.aload(0);
    code.iload(count);
    code.mv.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, context.internalName, to.method(), "(I)V", false);
  }
}
