package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.error.SampoException;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Compiles flows into classes. Stateless, safe for use by many threads. */
public final class PipelineCompiler {
  private static final String BASE = Type.getInternalName(GeneratedPipeline.class);
  private static final String NAME = "io/sampo/codegen/emit/Pipeline";

  private PipelineCompiler() {}

  /**
   * Compiles a flow into a sink.
   *
   * @param sourceYieldsRows whether the source hands over row pointers instead of batches
   * @param ranges proven bounds of columns
   * @param rowFunctions evaluates expressions that have no emitter
   */
  public static CompiledPipeline compile(
      Flow flow,
      Sink sink,
      boolean sourceYieldsRows,
      Map<Long, ValueRange> ranges,
      RowFunctions rowFunctions) {
    var context = new ClassContext(NAME, ranges, rowFunctions);
    List<LoopPlan> loops = new FlowPlanner(context).plan(flow, sink, sourceYieldsRows);
    var writer = new FrameWriter();
    writer.visit(Opcodes.V21, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, BASE, null);
    constructor(writer);
    process(writer);
    for (LoopPlan loop : loops) {
      loop(writer, context, loop);
    }
    writer.visitEnd();
    byte[] bytecode = writer.toByteArray();
    return new CompiledPipeline(
        define(bytecode),
        context.bufferBytes,
        context.literals,
        context.constants,
        context.origins,
        sinkLayout(sink, ranges),
        bytecode);
  }

  /** The layout of the rows a sink keeps, or null when it keeps none. */
  public static @Nullable RowLayout sinkLayout(Sink sink, Map<Long, ValueRange> ranges) {
    return switch (sink) {
      case Sink.Group group -> FlowPlanner.groupLayout(group, ranges);
      case Sink.BuildTable build -> {
        var kept = new ArrayList<>(build.keys());
        kept.addAll(build.payload());
        yield layout(kept, ranges);
      }
      case Sink.SortRows sort -> layout(sort.columns(), ranges);
      case Sink.CollectRows collect -> layout(collect.columns(), ranges);
      case Sink.WindowRows window -> layout(window.columns(), ranges);
      case Sink.Result result -> null;
      case Sink.WriteFiles write -> null;
      case Sink.ExchangeWrite write -> null;
    };
  }

  private static RowLayout layout(List<NamedExpression> kept, Map<Long, ValueRange> ranges) {
    List<ColumnReference> columns = kept.stream().map(NamedExpression::toReference).toList();
    return RowLayout.of(columns, ranges);
  }

  private static void constructor(ClassWriter writer) {
    MethodVisitor mv = writer.visitMethod(0, "<init>", "()V", null, null);
    mv.visitCode();
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(Opcodes.INVOKESPECIAL, BASE, "<init>", "()V", false);
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  private static void process(ClassWriter writer) {
    MethodVisitor mv = writer.visitMethod(Opcodes.ACC_PUBLIC, "process", "(I)V", null, null);
    mv.visitCode();
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitVarInsn(Opcodes.ILOAD, 1);
    mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, NAME, "loop0", "(I)V", false);
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  /**
   * Writes a loop; when it reads columns that may hold nulls, twice, and a method that chooses for
   * each batch.
   */
  private static void loop(ClassWriter writer, ClassContext context, LoopPlan plan) {
    Set<Integer> nullable = variant(writer, context, plan, plan.method() + "WithoutNulls", true);
    variant(writer, context, plan, plan.method() + "WithNulls", false);
    MethodVisitor mv = writer.visitMethod(0, plan.method(), "(I)V", null, null);
    mv.visitCode();
    var withNulls = new Label();
    for (int column : nullable) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitFieldInsn(Opcodes.GETFIELD, BASE, "source", Type.getDescriptor(BatchSource.class));
      mv.visitLdcInsn(column);
      mv.visitMethodInsn(
          Opcodes.INVOKEINTERFACE,
          Type.getInternalName(BatchSource.class),
          "column",
          Code.descriptor(ColumnVector.class, int.class),
          true);
      mv.visitFieldInsn(
          Opcodes.GETFIELD, Type.getInternalName(ColumnVector.class), "validity", "J");
      mv.visitInsn(Opcodes.LCONST_0);
      mv.visitInsn(Opcodes.LCMP);
      mv.visitJumpInsn(Opcodes.IFNE, withNulls);
    }
    call(mv, plan.method() + "WithoutNulls");
    mv.visitLabel(withNulls);
    if (!nullable.isEmpty()) {
      call(mv, plan.method() + "WithNulls");
    }
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  private static void call(MethodVisitor mv, String method) {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitVarInsn(Opcodes.ILOAD, 1);
    mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, NAME, method, "(I)V", false);
    mv.visitInsn(Opcodes.RETURN);
  }

  private static Set<Integer> variant(
      ClassWriter writer,
      ClassContext context,
      LoopPlan plan,
      String method,
      boolean withoutNulls) {
    MethodVisitor mv = writer.visitMethod(0, method, "(I)V", null, null);
    var loop = new Loop(new Code(mv, 2), context, plan.columns, withoutNulls);
    plan.write(loop);
    return loop.nullableBatchColumns();
  }

  private static CompiledPipeline.PipelineConstructor define(byte[] bytecode) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytecode, true);
      MethodHandle constructor =
          lookup
              .findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
              .asType(MethodType.methodType(GeneratedPipeline.class));
      return () -> {
        try {
          return (GeneratedPipeline) constructor.invokeExact();
        } catch (Throwable e) {
          throw SampoException.internal("a generated class cannot be instantiated", e);
        }
      };
    } catch (ReflectiveOperationException | LinkageError e) {
      throw SampoException.internal("generated code does not verify: " + e.getMessage(), e);
    }
  }

  /**
   * Frames are computed without loading classes: generated methods join nothing but primitives and
   * objects used as what they were loaded as.
   */
  private static final class FrameWriter extends ClassWriter {
    FrameWriter() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      return first.equals(second) ? first : "java/lang/Object";
    }
  }
}
