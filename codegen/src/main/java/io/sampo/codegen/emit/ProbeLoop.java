package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.Probing;
import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain found for each position, compares keys, and passes on what the kind of join
 * yields.
 */
final class ProbeLoop extends LoopPlan {
  private final Step.Probe probe;
  private final int join;
  private final RowLayout built;
  private final Access.Carried chain;

  /** The pointer to the built row for loops behind this one. */
  final Access.Carried pointer;

  /** The mark for loops behind this one, when there is one. */
  final Access.@Nullable Carried mark;

  /** Counts rows of the table that were looked at. */
  private int steps;

  private int hasNullKey = -1;
  private int isEmpty = -1;

  ProbeLoop(
      FlowShape shape,
      Map<Long, Access> columns,
      Step.Probe probe,
      int join,
      RowLayout built,
      Access.Carried chain) {
    super(shape, columns);
    this.probe = probe;
    this.join = join;
    this.built = built;
    this.chain = chain;
    this.pointer = shape.newPointer("join " + join);
    this.mark =
        probe.mark().isPresent()
            ? new Access.Carried("mark " + join, VectorLayout.BYTE, probe.mark().get().nullable())
            : null;
  }

  /** The columns as later loops see them. */
  Map<Long, Access> columnsBehind() {
    var behind = new HashMap<>(columns);
    if (probe.kind().yieldsRight()) {
      boolean absent =
          probe.kind() == JoinKind.LEFT_OUTER
              || probe.kind() == JoinKind.FULL_OUTER
              || probe.kind() == JoinKind.LEFT_SINGLE;
      for (RowLayout.Field field : built.fields()) {
        behind.put(field.column().id(), new Access.Row(field, pointer, absent));
      }
    }
    if (mark != null) {
      ColumnReference column = probe.mark().orElseThrow();
      behind.put(column.id(), new Access.Kept(column, mark));
    }
    return behind;
  }

  @Override
  List<Expression> expressions() {
    var all = new ArrayList<>(probe.probeKeys());
    probe.residual().ifPresent(condition -> all.addAll(probeSide(condition)));
    return all;
  }

  /**
   * The probe side's columns of the residual condition; the others are read from the row being
   * walked.
   */
  private List<Expression> probeSide(Expression condition) {
    var found = new ArrayList<Expression>();
    condition.forEach(part -> {
      if (part instanceof ColumnReference column
          && built.fields().stream().noneMatch(f -> f.column().id() == column.id())) {
        found.add(column);
      }
    });
    return found;
  }

  @Override
  List<Access.Carried> reads() {
    return List.of(chain);
  }

  @Override
  List<Access.Carried> makes() {
    return mark == null ? List.of(pointer) : List.of(pointer, mark);
  }

  @Override
  void before(Loop loop) {
    beginPassing(loop);
    Code code = loop.code;
    steps = code.newSteps();
    if (probe.kind() == JoinKind.LEFT_ANTI_NULL_AWARE || mark != null && mark.nullable) {
      hasNullKey = code.newInt();
      isEmpty = code.newInt();
      tableFlag(code, "hasNullKey", hasNullKey);
      tableFlag(code, "isEmpty", isEmpty);
    }
  }

  private void tableFlag(Code code, String method, int local) {
    code.aload(0);
    code.getField(GeneratedPipeline.class, "joins", JoinTable[].class);
    code.iconst(join);
    code.op(Opcodes.AALOAD);
    code.invokeVirtual(JoinTable.class, method, boolean.class);
    code.istore(local);
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    Code code = loop.code;
    code.interruptAfter(steps);
    int row = code.newLong();
    code.element(loop.buffer(input(chain)), loop.position, 8);
    code.memoryGet("getLong", long.class);
    code.lstore(row);
    var keys = new ArrayList<Value>();
    probe.probeKeys().forEach(key -> keys.add(expressions.emit(key)));
    // The residual's probe-side columns are loaded before the walk, so that each is loaded once.
    probe.residual().ifPresent(condition -> probeSide(condition).forEach(expressions::emit));
    int matched = code.newInt();
    int unknown = code.newInt();
    code.iconst(0);
    code.istore(matched);
    code.iconst(0);
    code.istore(unknown);
    var walk = new Label();
    var nextRow = new Label();
    var walked = new Label();
    code.label(walk);
    code.lload(row);
    code.lconst(0);
    code.op(Opcodes.LCMP);
    code.jump(Opcodes.IFEQ, walked);
    loop.branch(() -> {
      KeyComparison.jumpIfDifferent(
          loop,
          expressions,
          keys,
          built.fields().subList(0, keys.size()),
          row,
          probe.nullSafe(),
          nextRow);
      probe
          .residual()
          .ifPresent(condition -> residual(loop, expressions, condition, row, unknown, nextRow));
      onMatch(loop, expressions, row, matched, nextPosition, walked);
    });
    code.label(nextRow);
    code.increment(steps, 1);
    code.offset(row, RowLayout.NEXT);
    code.memoryGet("getLong", long.class);
    code.lconst(RowLayout.ADDRESS);
    code.op(Opcodes.LAND);
    code.lstore(row);
    code.go(walk);
    code.label(walked);
    loop.branch(() -> afterWalk(loop, expressions, keys, row, matched, unknown, nextPosition));
  }

  private void residual(
      Loop loop,
      ExpressionEmitter expressions,
      Expression condition,
      int row,
      int unknown,
      Label nextRow) {
    for (RowLayout.Field field : built.fields()) {
      loop.substituteField(field, row);
    }
    Code code = loop.code;
    boolean threeValued =
        probe.kind() == JoinKind.LEFT_ANTI_NULL_AWARE || mark != null && mark.nullable;
    if (!threeValued) {
      expressions.conditions().jumpUnlessTrue(condition, nextRow);
      return;
    }
    Value value = expressions.emit(condition);
    if (value.nullable()) {
      var known = new Label();
      code.iload(value.nullLocal());
      code.jump(Opcodes.IFEQ, known);
      code.iconst(1);
      code.istore(unknown);
      code.go(nextRow);
      code.label(known);
    }
    code.iload(value.local());
    code.jump(Opcodes.IFEQ, nextRow);
  }

  private void onMatch(
      Loop loop,
      ExpressionEmitter expressions,
      int row,
      int matched,
      Label nextPosition,
      Label walked) {
    Code code = loop.code;
    if (probe.trackMatches()) {
      code.offset(row, RowLayout.MATCHED);
      code.iconst(1);
      code.memoryPut("putByte", byte.class);
    }
    switch (probe.kind()) {
      case RIGHT_SEMI, RIGHT_ANTI -> {}
      case INNER, RIGHT_OUTER -> passOn(expressions, row);
      case LEFT_OUTER, FULL_OUTER -> {
        code.iconst(1);
        code.istore(matched);
        passOn(expressions, row);
      }
      case LEFT_SINGLE -> {
        code.iload(matched);
        code.invokeStatic(Probing.class, "requireSingle", void.class, int.class);
        code.iconst(1);
        code.istore(matched);
        passOn(expressions, row);
      }
      case LEFT_SEMI -> {
        passOn(expressions, row);
        code.go(nextPosition);
      }
      case LEFT_ANTI, LEFT_ANTI_NULL_AWARE -> code.go(nextPosition);
      case LEFT_MARK -> {
        code.iconst(1);
        code.istore(matched);
        code.go(walked);
      }
    }
  }

  private void afterWalk(
      Loop loop,
      ExpressionEmitter expressions,
      List<Value> keys,
      int row,
      int matched,
      int unknown,
      Label nextPosition) {
    Code code = loop.code;
    switch (probe.kind()) {
      case INNER, RIGHT_OUTER, LEFT_SEMI, RIGHT_SEMI, RIGHT_ANTI -> {}
      case LEFT_OUTER, FULL_OUTER, LEFT_SINGLE -> {
        code.iload(matched);
        code.jump(Opcodes.IFNE, nextPosition);
        code.lconst(0);
        code.lstore(row);
        passOn(expressions, row);
      }
      case LEFT_ANTI -> passOn(expressions, row);
      case LEFT_ANTI_NULL_AWARE -> {
        addUnknown(code, keys, unknown);
        code.iload(unknown);
        code.jump(Opcodes.IFNE, nextPosition);
        passOn(expressions, row);
      }
      case LEFT_MARK -> {
        Access.Carried marks = Objects.requireNonNull(mark);
        int nullLocal = Value.NEVER_NULL;
        if (marks.nullable) {
          addUnknown(code, keys, unknown);
          nullLocal = code.newInt();
          code.iload(unknown);
          code.iload(matched);
          code.iconst(1);
          code.op(Opcodes.IXOR);
          code.op(Opcodes.IAND);
          code.istore(nullLocal);
        }
        passing().keep(marks, new Value(Kind.BOOLEAN, matched, nullLocal));
        passOn(expressions, row);
      }
    }
  }

  /**
   * With equality keys the answer is unknown when the table had a null key, or this key is null and
   * the table is not empty.
   */
  private void addUnknown(Code code, List<Value> keys, int unknown) {
    if (keys.isEmpty()) {
      return;
    }
    code.iload(unknown);
    code.iload(hasNullKey);
    code.op(Opcodes.IOR);
    code.istore(unknown);
    int anyNull = code.anyNull(keys.toArray(new Value[0]));
    if (anyNull >= 0) {
      code.iload(isEmpty);
      code.iconst(1);
      code.op(Opcodes.IXOR);
      code.iload(anyNull);
      code.op(Opcodes.IAND);
      code.iload(unknown);
      code.op(Opcodes.IOR);
      code.istore(unknown);
    }
  }

  private void passOn(ExpressionEmitter expressions, int row) {
    passing().point(pointer, row);
    passing().add(expressions);
    passing().flushWhenFull();
  }

  @Override
  void after(Loop loop) {
    passing().flush();
  }
}
