package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Probing;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.Step;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks rows up in a hash table and passes on what the kind of join yields. Keys are written as a
 * row of the table's layout, so that both sides hash and compare alike.
 *
 * @param join which of the flow's tables
 * @param buffer which work buffer holds the keys
 * @param built the table's layout: keys, then payload
 * @param slots the slots of the table's columns, -1 where nobody asks
 * @param markSlot the slot of the mark, -1 without one
 */
record InterpretedProbe(
    Step.Probe probe,
    int join,
    int buffer,
    List<RowExpression> keys,
    Optional<RowExpression> residual,
    RowLayout built,
    int[] slots,
    int markSlot,
    InterpretedNode next)
    implements InterpretedNode {

  @Override
  public void accept(InterpretedPipeline pipeline, @Nullable Object[] values) {
    JoinTable table = pipeline.joins[join];
    long keyRow = pipeline.buffers[buffer];
    boolean nullKey = false;
    boolean possible = true;
    for (int i = 0; i < keys.size(); i++) {
      Object key = keys.get(i).evaluate(values);
      nullKey |= key == null;
      possible &= writeKey(pipeline, i, keyRow, key);
    }
    var walk = new Walk(pipeline, values);
    if (possible && walk.over(keyRow, chain(table, keyRow))) {
      return;
    }
    afterWalk(walk, table, nullKey);
  }

  /** False when the key can equal no key of the table. */
  private boolean writeKey(
      InterpretedPipeline pipeline, int index, long keyRow, @Nullable Object key) {
    RowLayout.Field field = built.fields().get(index);
    if (key == null ? !probe.nullSafe().get(index) || !field.nullable() : !fits(field, key)) {
      return false;
    }
    new FieldWriter(field, pipeline.scratch).put(keyRow, key);
    return true;
  }

  /** A decimal may be held in 64 bits when no key of the table is longer. */
  private static boolean fits(RowLayout.Field field, Object key) {
    return field.layout() != VectorLayout.LONG
        || !(key instanceof BigDecimal decimal)
        || decimal.unscaledValue().bitLength() <= 63;
  }

  private long chain(JoinTable table, long keyRow) {
    Memory.putLong(
        keyRow + RowLayout.HASH, RowFields.hash(built.fields().subList(0, keys.size()), keyRow));
    table.lookup(keyRow + RowLayout.HASH, keyRow + RowLayout.NEXT, 1);
    return Memory.getLong(keyRow + RowLayout.NEXT);
  }

  private boolean sameKeys(long keyRow, long row) {
    for (int i = 0; i < keys.size(); i++) {
      RowLayout.Field field = built.fields().get(i);
      if (RowFields.isNull(field, row) && !probe.nullSafe().get(i)
          || !RowFields.equal(field, keyRow, row)) {
        return false;
      }
    }
    return true;
  }

  /** The walk over the chain found for a row. */
  private final class Walk {
    private final InterpretedPipeline pipeline;
    private final @Nullable Object[] values;
    private boolean matched;
    private boolean unknown;

    Walk(InterpretedPipeline pipeline, @Nullable Object[] values) {
      this.pipeline = pipeline;
      this.values = values;
    }

    /** Whether the row is dealt with. */
    boolean over(long keyRow, long chain) {
      for (long row = chain; row != 0; row = RowLayout.next(row)) {
        pipeline.step();
        if (sameKeys(keyRow, row) && holds(row) && onMatch(row)) {
          return true;
        }
      }
      return false;
    }

    private boolean holds(long row) {
      InterpretedNode.load(built.fields(), slots, row, values);
      if (residual.isEmpty()) {
        return true;
      }
      Object answer = residual.get().evaluate(values);
      unknown |= answer == null;
      return Boolean.TRUE.equals(answer);
    }

    private boolean onMatch(long row) {
      if (probe.trackMatches()) {
        Memory.putByte(row + RowLayout.MATCHED, (byte) 1);
      }
      return switch (probe.kind()) {
        case RIGHT_SEMI, RIGHT_ANTI -> false;
        case INNER, RIGHT_OUTER, LEFT_OUTER, FULL_OUTER -> {
          matched = true;
          pass();
          yield false;
        }
        case LEFT_SINGLE -> {
          Probing.requireSingle(matched ? 1 : 0);
          matched = true;
          pass();
          yield false;
        }
        case LEFT_SEMI -> {
          pass();
          yield true;
        }
        case LEFT_ANTI, LEFT_ANTI_NULL_AWARE -> true;
        case LEFT_MARK -> {
          matched = true;
          mark(true);
          yield true;
        }
      };
    }

    void mark(@Nullable Boolean value) {
      if (markSlot >= 0) {
        values[markSlot] = value;
      }
      pass();
    }

    void pass() {
      next.accept(pipeline, values);
    }

    void passWithoutPartner() {
      for (int slot : slots) {
        if (slot >= 0) {
          values[slot] = null;
        }
      }
      pass();
    }
  }

  private void afterWalk(Walk walk, JoinTable table, boolean nullKey) {
    switch (probe.kind()) {
      case INNER, RIGHT_OUTER, LEFT_SEMI, RIGHT_SEMI, RIGHT_ANTI -> {}
      case LEFT_OUTER, FULL_OUTER, LEFT_SINGLE -> {
        if (!walk.matched) {
          walk.passWithoutPartner();
        }
      }
      case LEFT_ANTI -> walk.pass();
      case LEFT_ANTI_NULL_AWARE -> {
        if (!isUnknown(walk, table, nullKey)) {
          walk.pass();
        }
      }
      case LEFT_MARK -> {
        boolean nullable = probe.mark().orElseThrow().nullable();
        walk.mark(nullable && isUnknown(walk, table, nullKey) ? null : (Boolean) false);
      }
    }
  }

  /**
   * With equality keys the answer is unknown when the table had a null key, or this key is null and
   * the table is not empty.
   */
  private boolean isUnknown(Walk walk, JoinTable table, boolean nullKey) {
    return walk.unknown || !keys.isEmpty() && (table.hasNullKey() || nullKey && !table.isEmpty());
  }

  @Override
  public String toString() {
    return "probe " + join + " into slots " + Arrays.toString(slots);
  }
}
