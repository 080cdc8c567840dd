package io.sampo.codegen.emit;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * One loop over positions. Loops form a chain: each hands the positions that remain to the next.
 * What goes along (base rows, pointers, kept values) lies in buffers that the previous loop filled.
 */
abstract class LoopPlan {
  /** Where this loop's columns are. */
  final Map<Long, Access> columns;

  /** Buffers of what was carried to this loop. */
  final Map<Access.Carried, Integer> inputs = new LinkedHashMap<>();

  final FlowShape shape;
  int index;
  private @Nullable LoopPlan next;
  private @Nullable Passing passing;

  LoopPlan(FlowShape shape, Map<Long, Access> columns) {
    this.shape = shape;
    this.columns = new HashMap<>(columns);
  }

  final void followedBy(LoopPlan loop) {
    next = loop;
  }

  /** The loop behind this one. */
  final LoopPlan next() {
    return Objects.requireNonNull(next);
  }

  /** Begins to pass positions on in the method being written. */
  final void beginPassing(Loop loop) {
    passing = new Passing(this, next(), loop);
  }

  final Passing passing() {
    return Objects.requireNonNull(passing);
  }

  /** The buffer of something that was carried to this loop. */
  final int input(Access.Carried carried) {
    return Objects.requireNonNull(inputs.get(carried));
  }

  /** The expressions it evaluates. */
  abstract List<Expression> expressions();

  /** What it reads of the carried things besides those that its expressions need. */
  List<Access.Carried> reads() {
    return List.of();
  }

  /** What it makes for each position it passes on, with the value's place given when writing. */
  List<Access.Carried> makes() {
    return List.of();
  }

  /**
   * Writes the body for one position; the loop is over when it jumps or falls to {@code
   * nextPosition}.
   */
  abstract void body(Loop loop, ExpressionEmitter expressions, Label nextPosition);

  /** Writes what follows the loop. */
  abstract void after(Loop loop);

  /** Writes what precedes the loop. */
  void before(Loop loop) {}

  /** Whether positions are passed on compacted, in new buffers, or stay as they are. */
  boolean compacts() {
    return true;
  }

  String method() {
    return "loop" + index;
  }

  /** Everything carried that this loop reads. */
  Set<Access.Carried> uses() {
    var used = new LinkedHashSet<Access.Carried>(reads());
    expressions().forEach(expression -> collect(expression, used));
    return used;
  }

  /** Adds what an expression reads of the carried things. */
  private void collect(Expression expression, Set<Access.Carried> used) {
    if (expression instanceof ColumnReference column) {
      Access access = columns.get(column.id());
      switch (access) {
        case null ->
            throw new IllegalStateException("column " + column + " is missing in " + method());
        case Access.Batch batch -> used.add(shape.baseRow());
        case Access.Row row -> used.add(row.pointer());
        case Access.Kept kept -> used.add(kept.values());
        case Access.Inline inline -> collect(inline.expression(), used);
      }
      return;
    }
    expression.children().forEach(child -> collect(child, used));
  }

  /** Writes the whole loop. The position count is parameter 1. */
  final void write(Loop loop) {
    Code code = loop.code;
    var expressions = new ExpressionEmitter(loop);
    loop.position = code.newInt();
    loop.row = loop.position;
    inputs.forEach(loop::bindCarried);
    before(loop);
    code.iconst(0);
    code.istore(loop.position);
    var head = new Label();
    var nextPosition = new Label();
    var end = new Label();
    code.label(head);
    code.iload(loop.position);
    code.iload(1);
    code.jump(Opcodes.IF_ICMPGE, end);
    bindPosition(loop);
    loop.branch(() -> body(loop, expressions, nextPosition));
    code.label(nextPosition);
    code.increment(loop.position, 1);
    code.go(head);
    code.label(end);
    after(loop);
    code.op(Opcodes.RETURN);
    code.end();
  }

  /** Loads the base row and the pointers of the position. */
  private void bindPosition(Loop loop) {
    Code code = loop.code;
    for (Access.Carried used : uses()) {
      if (used == shape.baseRow()) {
        Integer buffer = inputs.get(used);
        if (buffer != null) {
          loop.row = code.newInt();
          code.element(loop.buffer(buffer), loop.position, 4);
          code.memoryGet("getInt", int.class);
          code.istore(loop.row);
        }
      } else if (shape.isPointer(used)) {
        Integer buffer = inputs.get(used);
        int base = buffer == null ? loop.field("inputRows", long.class) : loop.buffer(buffer);
        int local = code.newLong();
        code.element(base, loop.position, 8);
        code.memoryGet("getLong", long.class);
        code.lstore(local);
        loop.bindPointer(used, local);
      }
    }
  }
}
