package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Filters positions, computes what later loops need, and hashes keys for the look-up that follows.
 */
final class StageLoop extends LoopPlan {
  private final List<Expression> conditions;
  private final Map<Access.Carried, NamedExpression> computed;
  private final @Nullable Keys keys;

  /** Whether every position stands for a row of the batch of its own. */
  private boolean selects;

  /**
   * The keys to hash.
   *
   * @param dropNulls for each key whether a position with a null there is dropped
   * @param hash where the hash goes
   * @param join the index of the join to look up, whose chains then replace the hashes; -1 for none
   * @param siftBuffer the buffer of hashes by which only positions go on that may find something in
   *     the join's table, instead of carrying the chains; -1 for none
   */
  record Keys(
      List<Expression> expressions,
      List<Boolean> dropNulls,
      Access.Carried hash,
      int join,
      int siftBuffer) {
    boolean sifts() {
      return siftBuffer >= 0;
    }
  }

  StageLoop(
      FlowShape shape,
      Map<Long, Access> columns,
      List<Expression> conditions,
      Map<Access.Carried, NamedExpression> computed,
      @Nullable Keys keys) {
    super(shape, columns);
    this.conditions = List.copyOf(conditions);
    this.computed = computed;
    this.keys = keys;
  }

  /** The batch is told which of its rows go on; not where a row may stand at several positions. */
  StageLoop selecting() {
    selects = true;
    return this;
  }

  static Access.Carried newHash() {
    return new Access.Carried("hash", VectorLayout.LONG, false);
  }

  @Override
  List<Expression> expressions() {
    var all = new ArrayList<>(conditions);
    computed.values().forEach(named -> all.add(named.expression()));
    if (keys != null) {
      all.addAll(keys.expressions());
    }
    return all;
  }

  @Override
  List<Access.Carried> makes() {
    var made = new ArrayList<>(computed.keySet());
    if (keys != null && !keys.sifts()) {
      made.add(keys.hash());
    }
    return made;
  }

  @Override
  void before(Loop loop) {
    beginPassing(loop);
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    Code code = loop.code;
    conditions.forEach(
        condition -> expressions.conditions().jumpUnlessTrue(condition, nextPosition));
    computed.forEach(
        (carried, named) -> passing().keep(carried, expressions.emit(named.expression())));
    if (keys != null) {
      var values = new ArrayList<Value>();
      for (int i = 0; i < keys.expressions().size(); i++) {
        Value value = expressions.emit(keys.expressions().get(i));
        if (value.nullable() && keys.dropNulls().get(i)) {
          code.iload(value.nullLocal());
          code.jump(Opcodes.IFNE, nextPosition);
          value = value.withNull(Value.NEVER_NULL);
        }
        values.add(value);
      }
      int hash = HashEmitter.emit(code, values);
      if (keys.sifts()) {
        code.element(loop.buffer(keys.siftBuffer()), passing().count, 8);
        code.lload(hash);
        code.memoryPut("putLong", long.class);
      } else {
        passing().keep(keys.hash(), new Value(Kind.LONG, hash, Value.NEVER_NULL));
      }
    }
    passing().add(expressions);
  }

  @Override
  void after(Loop loop) {
    Code code = loop.code;
    if (keys != null && keys.join() >= 0) {
      code.aload(0);
      code.getField(GeneratedPipeline.class, "joins", JoinTable[].class);
      code.iconst(keys.join());
      code.op(Opcodes.AALOAD);
      if (keys.sifts()) {
        sift(loop, keys.siftBuffer());
      } else {
        code.lload(loop.buffer(next().input(keys.hash())));
        code.lload(loop.buffer(next().input(keys.hash())));
        code.iload(passing().count);
        code.invokeVirtual(
            JoinTable.class, "lookup", void.class, long.class, long.class, int.class);
      }
    }
    Integer rows = next().inputs.get(shape.baseRow());
    if (selects && rows != null) {
      code.aload(0);
      code.getField(GeneratedPipeline.class, "source", BatchSource.class);
      code.lload(loop.buffer(rows));
      code.iload(passing().count);
      code.invokeVirtual(BatchSource.class, "select", void.class, long.class, int.class);
    }
    passing().flush();
  }

  /** Keeps of the positions passed on those whose hash is in the table. */
  private void sift(Loop loop, int hashes) {
    Code code = loop.code;
    int ints = -1;
    int longs = -1;
    for (Map.Entry<Access.Carried, Integer> input : next().inputs.entrySet()) {
      if (input.getKey() == shape.baseRow()) {
        ints = input.getValue();
      } else if (shape.isPointer(input.getKey()) && longs < 0) {
        longs = input.getValue();
      } else {
        throw new IllegalStateException("rows are dropped early only where they come from");
      }
    }
    code.lload(loop.buffer(hashes));
    code.iload(passing().count);
    address(loop, ints);
    address(loop, longs);
    code.invokeVirtual(
        JoinTable.class, "sift", int.class, long.class, int.class, long.class, long.class);
    code.istore(passing().count);
  }

  private static void address(Loop loop, int buffer) {
    if (buffer < 0) {
      loop.code.lconst(0);
    } else {
      loop.code.lload(loop.buffer(buffer));
    }
  }
}
