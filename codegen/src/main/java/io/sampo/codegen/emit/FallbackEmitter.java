package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.Boxing;
import io.sampo.codegen.kernel.Interpreted;
import io.sampo.codegen.pipeline.RowFunction;
import io.sampo.codegen.row.StringArena;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.CalendarIntervalType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Leaves an expression to the reference interpreter: its columns are boxed, the result unboxed. */
final class FallbackEmitter {
  private final ExpressionEmitter expressions;
  private final Code code;

  FallbackEmitter(ExpressionEmitter expressions) {
    this.expressions = expressions;
    this.code = expressions.code;
  }

  Value emit(Expression expression) {
    var columns = new ArrayList<ColumnReference>();
    expression.forEach(part -> {
      if (part instanceof ColumnReference column && !columns.contains(column)) {
        columns.add(column);
      }
    });
    int array = boxAll(new ArrayList<Expression>(columns));
    RowFunction function = expressions.context.rowFunctions.compile(expression, columns);
    int constant = expressions.loop.constant(function, RowFunction.class);
    int result = code.newLocal(1);
    code.aload(constant);
    code.aload(array);
    code.iconst(expressions.context.site(expression.origin()));
    code.invokeStatic(
        Interpreted.class, "evaluate", Object.class, RowFunction.class, Object[].class, int.class);
    code.astore(result);
    return unbox(result, expression.type());
  }

  /** A local with an array of the expressions' values as objects. */
  int boxAll(List<Expression> values) {
    int array = code.newLocal(1);
    code.iconst(values.size());
    code.mv.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    code.astore(array);
    for (int i = 0; i < values.size(); i++) {
      Value value = expressions.emit(values.get(i));
      var isNull = new Label();
      if (value.nullable()) {
        code.iload(value.nullLocal());
        code.jump(Opcodes.IFNE, isNull);
      }
      code.aload(array);
      code.iconst(i);
      box(value, values.get(i).type());
      code.op(Opcodes.AASTORE);
      code.label(isNull);
    }
    return array;
  }

  private void box(Value value, DataType type) {
    code.load(value);
    switch (value.kind()) {
      case BOOLEAN -> boxBy(type instanceof NullType ? "int32" : "bool", int.class);
      case INT ->
          boxBy(
              type instanceof ByteType ? "int8" : type instanceof ShortType ? "int16" : "int32",
              int.class);
      case FLOAT -> boxBy("float32", float.class);
      case DOUBLE -> boxBy("float64", double.class);
      case LONG -> {
        if (type instanceof DecimalType decimal) {
          code.iconst(decimal.scale());
          code.invokeStatic(Boxing.class, "decimal", Object.class, long.class, int.class);
        } else {
          boxBy("int64", long.class);
        }
      }
      case WIDE -> {
        if (type instanceof DecimalType decimal) {
          code.iconst(decimal.scale());
          code.invokeStatic(
              Boxing.class, "decimal", Object.class, long.class, long.class, int.class);
        } else {
          code.invokeStatic(Boxing.class, "interval", Object.class, long.class, long.class);
        }
      }
      case VIEW -> boxView(type);
    }
  }

  private void boxBy(String method, Class<?> type) {
    code.invokeStatic(Boxing.class, method, Object.class, type);
  }

  private void boxView(DataType type) {
    switch (type) {
      case StringType t -> boxBy("text", long.class);
      case BinaryType t -> boxBy("binary", long.class);
      case ArrayType t -> boxNested(type);
      case MapType t -> boxNested(type);
      case StructType t -> boxNested(type);
      default -> throw new IllegalStateException("no view: " + type);
    }
  }

  private void boxNested(DataType type) {
    int local = code.newLong();
    code.lstore(local);
    code.lload(local);
    code.aload(expressions.loop.constant(type, DataType.class));
    code.invokeStatic(Interpreted.class, "nested", Object.class, long.class, DataType.class);
  }

  /** The value of an object in a local; a null object is null. */
  Value unbox(int object, DataType type) {
    Kind kind = Kinds.of(type);
    int local = code.newLocal(kind);
    int nullLocal = code.newInt();
    var isNull = new Label();
    var done = new Label();
    code.aload(object);
    code.jump(Opcodes.IFNULL, isNull);
    code.iconst(0);
    code.istore(nullLocal);
    unboxTo(object, type, kind, local);
    code.go(done);
    code.label(isNull);
    code.iconst(1);
    code.istore(nullLocal);
    if (kind == Kind.VIEW) {
      code.lload(expressions.loop.literal(expressions.context.literal("")));
      code.lstore(local);
    } else {
      code.zero(kind, local);
    }
    code.label(done);
    return new Value(kind, local, nullLocal);
  }

  private void unboxTo(int object, DataType type, Kind kind, int local) {
    switch (kind) {
      case BOOLEAN, INT ->
          simple(object, type instanceof BooleanType ? "unboxBool" : "unboxInt", int.class);
      case FLOAT -> simple(object, "unboxFloat", float.class);
      case DOUBLE -> simple(object, "unboxDouble", double.class);
      case LONG -> {
        if (type instanceof DecimalType decimal) {
          code.aload(object);
          code.iconst(decimal.scale());
          code.invokeStatic(Boxing.class, "unboxDecimal", long.class, Object.class, int.class);
        } else {
          simple(object, "unboxLong", long.class);
        }
      }
      case WIDE -> {
        int out = expressions.loop.scratch();
        code.aload(object);
        if (type instanceof CalendarIntervalType) {
          code.lload(out);
          code.invokeStatic(Boxing.class, "unboxInterval", void.class, Object.class, long.class);
        } else {
          code.iconst(((DecimalType) type).scale());
          code.lload(out);
          code.invokeStatic(
              Boxing.class, "unboxWide", void.class, Object.class, int.class, long.class);
        }
        code.lload(out);
        code.memoryGet("getLong", long.class);
        code.offset(out, 8);
        code.memoryGet("getLong", long.class);
      }
      case VIEW -> view(object, type);
    }
    code.store(kind, local);
  }

  private void simple(int object, String method, Class<?> result) {
    code.aload(object);
    code.invokeStatic(Boxing.class, method, result, Object.class);
  }

  private void view(int object, DataType type) {
    int arena = expressions.loop.field("scratch", StringArena.class);
    code.aload(object);
    if (type instanceof StringType || type instanceof BinaryType) {
      code.aload(arena);
      String method = type instanceof StringType ? "unboxText" : "unboxBinary";
      code.invokeStatic(Boxing.class, method, long.class, Object.class, StringArena.class);
      return;
    }
    code.aload(expressions.loop.constant(type, DataType.class));
    code.aload(arena);
    code.invokeStatic(
        Interpreted.class, "encode", long.class, Object.class, DataType.class, StringArena.class);
  }
}
