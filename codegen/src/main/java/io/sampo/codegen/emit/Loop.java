package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** The loop being written: where its columns are, and which values are in locals already. */
final class Loop {
  final Code code;
  final ClassContext context;
  private final Map<Long, Access> columns;

  /** Whether the variant for batches without nulls is being written. */
  private final boolean withoutNulls;

  private final Map<Integer, BatchColumn> batchColumns = new HashMap<>();
  private final Map<Integer, Integer> bufferLocals = new HashMap<>();
  private final Map<Integer, Integer> literalLocals = new HashMap<>();
  private final Map<Access.Carried, Integer> pointers = new HashMap<>();
  private final Map<Access.Carried, Integer> carriedBuffers = new HashMap<>();
  private Map<Object, Value> cache = new HashMap<>();
  private final Set<Integer> nullableBatchColumns = new LinkedHashSet<>();
  private final Map<Expression, Value> substituted = new HashMap<>();

  /** The position, and the row of the batch it stands for. */
  int position = -1;

  int row = -1;
  private int scratchBuffer = -1;

  private record BatchColumn(int values, int validity, int codes) {}

  Loop(Code code, ClassContext context, Map<Long, Access> columns, boolean withoutNulls) {
    this.code = code;
    this.context = context;
    this.columns = columns;
    this.withoutNulls = withoutNulls;
  }

  /** The batch columns whose nulls matter, seen so far. */
  Set<Integer> nullableBatchColumns() {
    return nullableBatchColumns;
  }

  boolean withoutNulls() {
    return withoutNulls;
  }

  /** Runs code that may not be reached: values it computes are forgotten afterwards. */
  void branch(Runnable emission) {
    Map<Object, Value> before = cache;
    cache = new HashMap<>(before);
    emission.run();
    cache = before;
  }

  /** Where a carried thing's elements for this loop are. */
  void bindCarried(Access.Carried carried, int buffer) {
    carriedBuffers.put(carried, buffer);
  }

  /** Gives a pointer's value for the position, already in a local. */
  void bindPointer(Access.Carried pointer, int local) {
    pointers.put(pointer, local);
  }

  /**
   * The expression that stands for a column evaluated where it is used; empty for stored columns.
   */
  Optional<Expression> inlined(ColumnReference column) {
    return columns.get(column.id()) instanceof Access.Inline inline
        ? Optional.of(inline.expression())
        : Optional.empty();
  }

  Access access(ColumnReference column) {
    Access access = columns.get(column.id());
    if (access == null) {
      throw new IllegalStateException("column " + column + " is not available in this loop");
    }
    return access;
  }

  /** A local with the address of a work buffer. */
  int buffer(int index) {
    return bufferLocals.computeIfAbsent(
        index,
        i -> {
          int local = code.newLong();
          code.before(() -> {
            code.aload(0);
            code.getField(GeneratedPipeline.class, "buffers", long[].class);
            code.iconst(i);
            code.op(Opcodes.LALOAD);
            code.lstore(local);
          });
          return local;
        });
  }

  /** A local with the address of a text literal's view. */
  int literal(int index) {
    return literalLocals.computeIfAbsent(
        index,
        i -> {
          int local = code.newLong();
          code.before(() -> {
            code.aload(0);
            code.getField(GeneratedPipeline.class, "literals", long.class);
            code.lconst(16L * i);
            code.op(Opcodes.LADD);
            code.lstore(local);
          });
          return local;
        });
  }

  /** A local with one of the constant objects. */
  int constant(Object value, Class<?> type) {
    int index = context.constant(value);
    int local = code.newLocal(1);
    code.before(() -> {
      code.aload(0);
      code.getField(GeneratedPipeline.class, "constants", Object[].class);
      code.iconst(index);
      code.op(Opcodes.AALOAD);
      code.checkCast(type);
      code.astore(local);
    });
    return local;
  }

  /** A local with a field of the pipeline. */
  int field(String name, Class<?> type) {
    boolean isLong = type == long.class;
    int local = code.newLocal(isLong ? 2 : 1);
    code.before(() -> {
      code.aload(0);
      code.getField(GeneratedPipeline.class, name, type);
      if (isLong) {
        code.lstore(local);
      } else if (type == int.class) {
        code.istore(local);
      } else {
        code.astore(local);
      }
    });
    return local;
  }

  /** A local with the address of 16 bytes for results of two longs. */
  int scratch() {
    if (scratchBuffer < 0) {
      scratchBuffer = context.buffer(16);
    }
    return buffer(scratchBuffer);
  }

  /** Uses a value already in locals for an expression from here on. */
  void substitute(Expression expression, Value value) {
    substituted.put(expression, value);
  }

  /** Reads a column from the row at an address until the current branch ends. */
  void substituteField(RowLayout.Field field, int row) {
    fieldRows.put(field.column().id(), new FieldRow(field, row));
  }

  private record FieldRow(RowLayout.Field field, int row) {}

  private final Map<Long, FieldRow> fieldRows = new HashMap<>();

  @Nullable Value substituted(Expression expression) {
    if (expression instanceof ColumnReference column) {
      FieldRow found = fieldRows.get(column.id());
      if (found != null) {
        Value known = cache.get(found);
        return known != null
            ? known
            : remember(found, loadField(found.row(), found.field(), false));
      }
    }
    return substituted.get(expression);
  }

  @Nullable Value cached(Object key) {
    return cache.get(key);
  }

  Value remember(Object key, Value value) {
    cache.put(key, value);
    return value;
  }

  /** The value of a stored column at the position; an inline column is not handled here. */
  Value load(ColumnReference column, Access access) {
    Value known = cache.get(column.id());
    if (known != null) {
      return known;
    }
    Value value =
        switch (access) {
          case Access.Batch batch -> loadBatch(column, batch);
          case Access.Row field -> loadRow(field);
          case Access.Kept kept -> loadKept(column, kept);
          case Access.Inline inline -> throw new IllegalStateException("inline");
        };
    return remember(column.id(), value);
  }

  private BatchColumn batchColumn(int index) {
    return batchColumns.computeIfAbsent(
        index,
        i -> {
          var locals = new BatchColumn(code.newLong(), code.newLong(), code.newLong());
          int vector = code.newLocal(1);
          code.before(() -> {
            code.aload(0);
            code.getField(GeneratedPipeline.class, "source", BatchSource.class);
            code.iconst(i);
            code.invokeVirtual(BatchSource.class, "column", ColumnVector.class, int.class);
            code.astore(vector);
            vectorField(vector, "values", locals.values());
            vectorField(vector, "validity", locals.validity());
            vectorField(vector, "codes", locals.codes());
          });
          return locals;
        });
  }

  private void vectorField(int vector, String name, int local) {
    code.aload(vector);
    code.getField(ColumnVector.class, name, long.class);
    code.lstore(local);
  }

  private Value loadBatch(ColumnReference column, Access.Batch batch) {
    BatchColumn locals = batchColumn(batch.index());
    VectorLayout layout = VectorLayout.of(column.type());
    int nullLocal = Value.NEVER_NULL;
    if (column.nullable()) {
      nullableBatchColumns.add(batch.index());
      if (!withoutNulls) {
        nullLocal = batchNull(locals);
      }
    }
    Kind kind = context.kind(column);
    int local = code.newLocal(kind);
    if (layout == VectorLayout.VIEW) {
      viewAddress(locals);
      code.lstore(local);
      return new Value(kind, local, nullLocal);
    }
    code.element(locals.values(), row, layout.bytes());
    loadStored(layout, kind, local);
    return new Value(kind, local, nullLocal);
  }

  private void viewAddress(BatchColumn locals) {
    var coded = new Label();
    var done = new Label();
    code.lload(locals.codes());
    code.lconst(0);
    code.op(Opcodes.LCMP);
    code.jump(Opcodes.IFNE, coded);
    code.element(locals.values(), row, 16);
    code.go(done);
    code.label(coded);
    code.lload(locals.values());
    code.element(locals.codes(), row, 4);
    code.memoryGet("getInt", int.class);
    code.op(Opcodes.I2L);
    code.iconst(4);
    code.op(Opcodes.LSHL);
    code.op(Opcodes.LADD);
    code.label(done);
  }

  private int batchNull(BatchColumn locals) {
    int local = code.newInt();
    var valid = new Label();
    code.iconst(0);
    code.istore(local);
    code.lload(locals.validity());
    code.lconst(0);
    code.op(Opcodes.LCMP);
    code.jump(Opcodes.IFEQ, valid);
    code.lload(locals.validity());
    code.iload(row);
    code.invokeStatic(Memory.class, "getBit", boolean.class, long.class, int.class);
    code.iconst(1);
    code.op(Opcodes.IXOR);
    code.istore(local);
    code.label(valid);
    return local;
  }

  /** Loads the value whose address is on the stack. */
  void loadStored(VectorLayout layout, Kind kind, int local) {
    switch (layout) {
      case BYTE -> {
        code.memoryGet("getByte", byte.class);
        code.istore(local);
      }
      case SHORT -> {
        code.memoryGet("getShort", short.class);
        code.istore(local);
      }
      case INT -> {
        code.memoryGet("getInt", int.class);
        code.istore(local);
      }
      case LONG -> {
        code.memoryGet("getLong", long.class);
        code.lstore(local);
      }
      case FLOAT -> {
        code.memoryGet("getFloat", float.class);
        code.store(Kind.FLOAT, local);
      }
      case DOUBLE -> {
        code.memoryGet("getDouble", double.class);
        code.store(Kind.DOUBLE, local);
      }
      case VIEW -> code.lstore(local);
      case INT128 -> {
        if (kind == Kind.LONG) {
          code.memoryGet("getLong", long.class);
          code.lstore(local);
          return;
        }
        int address = code.newLong();
        code.op(Opcodes.DUP2);
        code.lstore(address);
        code.memoryGet("getLong", long.class);
        code.lstore(local);
        code.offset(address, 8);
        code.memoryGet("getLong", long.class);
        code.lstore(local + 2);
      }
    }
  }

  private Value loadRow(Access.Row access) {
    Integer pointer = pointers.get(access.pointer());
    if (pointer == null) {
      throw new IllegalStateException("pointer " + access.pointer().name + " is not bound");
    }
    return loadField(pointer, access.field(), access.maybeAbsent());
  }

  /** The value of a field of the row at the address. */
  Value loadField(int pointer, RowLayout.Field field, boolean maybeAbsent) {
    Kind kind = context.kind(field.column());
    int local = code.newLocal(kind);
    int nullLocal = Value.NEVER_NULL;
    var done = new Label();
    if (maybeAbsent) {
      nullLocal = code.newInt();
      absentField(pointer, kind, local, nullLocal, done);
    }
    if (field.nullable()) {
      nullLocal = nullLocal < 0 ? code.newInt() : nullLocal;
      code.offset(pointer, field.nullOffset());
      code.memoryGet("getByte", byte.class);
      code.istore(nullLocal);
    } else if (maybeAbsent) {
      code.iconst(0);
      code.istore(nullLocal);
    }
    code.offset(pointer, field.offset());
    loadStored(field.layout(), kind, local);
    code.label(done);
    return new Value(kind, local, nullLocal);
  }

  private void absentField(int pointer, Kind kind, int local, int nullLocal, Label done) {
    var present = new Label();
    code.lload(pointer);
    code.lconst(0);
    code.op(Opcodes.LCMP);
    code.jump(Opcodes.IFNE, present);
    code.iconst(1);
    code.istore(nullLocal);
    if (kind == Kind.VIEW) {
      code.lload(literal(context.literal("")));
      code.lstore(local);
    } else {
      code.zero(kind, local);
    }
    code.go(done);
    code.label(present);
  }

  private Value loadKept(ColumnReference column, Access.Kept kept) {
    Integer buffer = carriedBuffers.get(kept.values());
    if (buffer == null) {
      throw new IllegalStateException("column " + column + " was not carried");
    }
    int base = buffer(buffer);
    int width = kept.values().width();
    int address = code.newLong();
    code.element(base, position, width);
    code.lstore(address);
    Kind kind = context.kind(column);
    int local = code.newLocal(kind);
    code.lload(address);
    loadStored(kept.values().layout, kind, local);
    int nullLocal = Value.NEVER_NULL;
    if (kept.values().nullable) {
      nullLocal = code.newInt();
      code.offset(address, width - 1L);
      code.memoryGet("getByte", byte.class);
      code.istore(nullLocal);
    }
    return new Value(kind, local, nullLocal);
  }
}
