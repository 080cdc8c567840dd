package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.vector.Memory;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of one method. What must be loaded once before the loop (addresses, constants) is
 * found only while the loop is written, so the method starts with a jump to its end, where those
 * loads stand, and from there back.
 */
final class Code {
  private static final String MEMORY = Type.getInternalName(Memory.class);

  /** Some milliseconds of work at most, however much is done for each of them. */
  private static final int STEPS_WITHOUT_INTERRUPTION = 1 << 14;

  final MethodVisitor mv;
  private int nextLocal;
  private final List<Runnable> prologue = new ArrayList<>();
  private final Label prologueLabel = new Label();
  private final Label bodyLabel = new Label();

  /**
   * @param firstLocal the first slot behind {@code this} and the parameters
   */
  Code(MethodVisitor mv, int firstLocal) {
    this.mv = mv;
    this.nextLocal = firstLocal;
    mv.visitCode();
    mv.visitJumpInsn(Opcodes.GOTO, prologueLabel);
    mv.visitLabel(bodyLabel);
  }

  /** Ends the method, which must not fall through. */
  void end() {
    mv.visitLabel(prologueLabel);
    for (int i = 0; i < prologue.size(); i++) {
      prologue.get(i).run();
    }
    mv.visitJumpInsn(Opcodes.GOTO, bodyLabel);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  /** Adds code that runs once before the body. */
  void before(Runnable emission) {
    prologue.add(emission);
  }

  int newLocal(int slots) {
    int local = nextLocal;
    nextLocal += slots;
    return local;
  }

  int newLocal(Kind kind) {
    return newLocal(kind.slots());
  }

  /** A counter of what a loop does beyond one thing for each position; at first 0. */
  int newSteps() {
    int steps = newInt();
    iconst(0);
    istore(steps);
    return steps;
  }

  /**
   * Between two positions: when a counter of steps has gone far enough, whoever runs the pipeline
   * may end it here. A batch of few rows may make millions of them.
   */
  void interruptAfter(int steps) {
    var goOn = new Label();
    iload(steps);
    iconst(STEPS_WITHOUT_INTERRUPTION);
    jump(Opcodes.IF_ICMPLT, goOn);
    iconst(0);
    istore(steps);
    aload(0);
    invokeVirtual(GeneratedPipeline.class, "interrupt", void.class);
    label(goOn);
  }

  int newInt() {
    return newLocal(1);
  }

  int newLong() {
    return newLocal(2);
  }

  void op(int opcode) {
    mv.visitInsn(opcode);
  }

  void iload(int local) {
    mv.visitVarInsn(Opcodes.ILOAD, local);
  }

  void istore(int local) {
    mv.visitVarInsn(Opcodes.ISTORE, local);
  }

  void lload(int local) {
    mv.visitVarInsn(Opcodes.LLOAD, local);
  }

  void lstore(int local) {
    mv.visitVarInsn(Opcodes.LSTORE, local);
  }

  void aload(int local) {
    mv.visitVarInsn(Opcodes.ALOAD, local);
  }

  void astore(int local) {
    mv.visitVarInsn(Opcodes.ASTORE, local);
  }

  void iconst(int value) {
    if (value >= -1 && value <= 5) {
      mv.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      mv.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      mv.visitLdcInsn(value);
    }
  }

  void lconst(long value) {
    if (value == 0 || value == 1) {
      mv.visitInsn(value == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
    } else {
      mv.visitLdcInsn(value);
    }
  }

  void label(Label label) {
    mv.visitLabel(label);
  }

  void jump(int opcode, Label target) {
    mv.visitJumpInsn(opcode, target);
  }

  void go(Label target) {
    mv.visitJumpInsn(Opcodes.GOTO, target);
  }

  void increment(int local, int by) {
    mv.visitIincInsn(local, by);
  }

  void invokeStatic(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(owner),
        name,
        descriptor(result, parameters),
        owner.isInterface());
  }

  void invokeVirtual(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    mv.visitMethodInsn(
        owner.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
        Type.getInternalName(owner),
        name,
        descriptor(result, parameters),
        owner.isInterface());
  }

  static String descriptor(Class<?> result, Class<?>... parameters) {
    var types = new Type[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      types[i] = Type.getType(parameters[i]);
    }
    return Type.getMethodDescriptor(Type.getType(result), types);
  }

  void getField(Class<?> owner, String name, Class<?> type) {
    mv.visitFieldInsn(
        Opcodes.GETFIELD, Type.getInternalName(owner), name, Type.getDescriptor(type));
  }

  void putField(Class<?> owner, String name, Class<?> type) {
    mv.visitFieldInsn(
        Opcodes.PUTFIELD, Type.getInternalName(owner), name, Type.getDescriptor(type));
  }

  void checkCast(Class<?> type) {
    mv.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(type));
  }

  /** Pushes {@code base + index * width}. */
  void element(int baseLocal, int indexLocal, int width) {
    lload(baseLocal);
    iload(indexLocal);
    op(Opcodes.I2L);
    int shift = Integer.numberOfTrailingZeros(width);
    if (shift > 0) {
      iconst(shift);
      op(Opcodes.LSHL);
    }
    op(Opcodes.LADD);
  }

  /** Pushes {@code address + offset}. */
  void offset(int addressLocal, long offset) {
    lload(addressLocal);
    if (offset != 0) {
      lconst(offset);
      op(Opcodes.LADD);
    }
  }

  void memoryGet(String name, Class<?> type) {
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, MEMORY, name, descriptor(type, long.class), false);
  }

  /** Stores the value on the stack at the address below it. */
  void memoryPut(String name, Class<?> type) {
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, MEMORY, name, descriptor(void.class, long.class, type), false);
  }

  /** Pops a value of the kind into a slot; for WIDE the high half lies on top. */
  void store(Kind kind, int local) {
    switch (kind) {
      case BOOLEAN, INT -> istore(local);
      case LONG, VIEW -> lstore(local);
      case FLOAT -> mv.visitVarInsn(Opcodes.FSTORE, local);
      case DOUBLE -> mv.visitVarInsn(Opcodes.DSTORE, local);
      case WIDE -> {
        lstore(local + 2);
        lstore(local);
      }
    }
  }

  /** Pushes a value; for WIDE the low half first. */
  void load(Kind kind, int local) {
    switch (kind) {
      case BOOLEAN, INT -> iload(local);
      case LONG, VIEW -> lload(local);
      case FLOAT -> mv.visitVarInsn(Opcodes.FLOAD, local);
      case DOUBLE -> mv.visitVarInsn(Opcodes.DLOAD, local);
      case WIDE -> {
        lload(local);
        lload(local + 2);
      }
    }
  }

  void load(Value value) {
    load(value.kind(), value.local());
  }

  /** Pushes 1 when the value is null, else 0. */
  void loadNull(Value value) {
    if (value.nullable()) {
      iload(value.nullLocal());
    } else {
      iconst(0);
    }
  }

  /** Sets a slot to the kind's zero, so that it is definitely assigned on every path. */
  void zero(Kind kind, int local) {
    switch (kind) {
      case BOOLEAN, INT -> {
        iconst(0);
        istore(local);
      }
      case LONG, VIEW -> {
        lconst(0);
        lstore(local);
      }
      case FLOAT -> {
        op(Opcodes.FCONST_0);
        mv.visitVarInsn(Opcodes.FSTORE, local);
      }
      case DOUBLE -> {
        op(Opcodes.DCONST_0);
        mv.visitVarInsn(Opcodes.DSTORE, local);
      }
      case WIDE -> {
        lconst(0);
        lstore(local);
        lconst(0);
        lstore(local + 2);
      }
    }
  }

  /** A slot that is 1 when any of the values is null; {@link Value#NEVER_NULL} when none can be. */
  int anyNull(@Nullable Value... values) {
    int found = Value.NEVER_NULL;
    int combined = Value.NEVER_NULL;
    for (Value value : values) {
      if (value == null || !value.nullable() || value.nullLocal() == found) {
        continue;
      }
      if (found == Value.NEVER_NULL) {
        found = value.nullLocal();
        continue;
      }
      iload(combined == Value.NEVER_NULL ? found : combined);
      iload(value.nullLocal());
      op(Opcodes.IOR);
      combined = combined == Value.NEVER_NULL ? newInt() : combined;
      istore(combined);
    }
    return combined == Value.NEVER_NULL ? found : combined;
  }
}
