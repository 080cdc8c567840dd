package io.sampo.codegen.emit;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.expression.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Finds or adds the group of each position. Positions stay where they are; the group's address is
 * laid beside them.
 */
final class LookupLoop extends LoopPlan {
  private final List<Expression> keys;
  private final RowLayout layout;
  private final Access.Carried hash;

  /** The address of the group, for the next loop. */
  final Access.Carried group;

  private int slots;
  private int mask;
  private int table;
  private int strings;

  LookupLoop(
      FlowShape shape,
      Map<Long, Access> columns,
      List<Expression> keys,
      RowLayout layout,
      Access.Carried hash) {
    super(shape, columns);
    this.keys = List.copyOf(keys);
    this.layout = layout;
    this.hash = hash;
    this.group = new Access.Carried("group", VectorLayout.LONG, false);
  }

  @Override
  List<Expression> expressions() {
    return keys;
  }

  @Override
  List<Access.Carried> reads() {
    return List.of(hash);
  }

  @Override
  List<Access.Carried> makes() {
    return List.of(group);
  }

  @Override
  boolean compacts() {
    return false;
  }

  @Override
  void before(Loop loop) {
    Code code = loop.code;
    table = code.newLocal(1);
    strings = code.newLocal(1);
    slots = code.newLong();
    mask = code.newLong();
    code.aload(0);
    code.getField(GeneratedPipeline.class, "groups", GroupTable.class);
    code.astore(table);
    code.aload(table);
    code.invokeVirtual(GroupTable.class, "rows", RowPages.class);
    code.invokeVirtual(RowPages.class, "strings", StringArena.class);
    code.astore(strings);
    loadTable(code);
  }

  private void loadTable(Code code) {
    code.aload(table);
    code.getField(GroupTable.class, "slots", long.class);
    code.lstore(slots);
    code.aload(table);
    code.getField(GroupTable.class, "mask", long.class);
    code.lstore(mask);
  }

  @Override
  void body(Loop loop, ExpressionEmitter expressions, Label nextPosition) {
    Code code = loop.code;
    int hashLocal = code.newLong();
    int slot = code.newLong();
    int entry = code.newLong();
    int row = code.newLong();
    code.element(loop.buffer(input(hash)), loop.position, 8);
    code.memoryGet("getLong", long.class);
    code.lstore(hashLocal);
    var values = new ArrayList<Value>();
    keys.forEach(key -> values.add(expressions.emit(key)));
    code.lload(hashLocal);
    code.lload(mask);
    code.op(Opcodes.LAND);
    code.lstore(slot);
    var probe = new Label();
    var nextSlot = new Label();
    var insert = new Label();
    var found = new Label();
    code.label(probe);
    loadEntry(code, slot, entry);
    code.lload(entry);
    code.lconst(0);
    code.op(Opcodes.LCMP);
    code.jump(Opcodes.IFEQ, insert);
    jumpIfTagDiffers(code, entry, hashLocal, nextSlot);
    code.lload(entry);
    code.lconst(GroupTable.ADDRESS);
    code.op(Opcodes.LAND);
    code.lstore(row);
    List<RowLayout.Field> keyFields = layout.fields().subList(0, keys.size());
    loop.branch(() ->
        KeyComparison.jumpIfDifferent(
            loop,
            expressions,
            values,
            keyFields,
            row,
            Collections.nCopies(keys.size(), true),
            nextSlot));
    code.go(found);
    code.label(nextSlot);
    code.lload(slot);
    code.lconst(1);
    code.op(Opcodes.LADD);
    code.lload(mask);
    code.op(Opcodes.LAND);
    code.lstore(slot);
    code.go(probe);
    code.label(insert);
    insert(loop, expressions, values, keyFields, hashLocal, row);
    code.label(found);
    code.element(loop.buffer(next().input(group)), loop.position, 8);
    code.lload(row);
    code.memoryPut("putLong", long.class);
  }

  private static void jumpIfTagDiffers(Code code, int entry, int hashLocal, Label different) {
    code.lload(entry);
    code.lload(hashLocal);
    code.op(Opcodes.LXOR);
    code.iconst(48);
    code.op(Opcodes.LUSHR);
    code.lconst(0);
    code.op(Opcodes.LCMP);
    code.jump(Opcodes.IFNE, different);
  }

  private void loadEntry(Code code, int slot, int entry) {
    code.lload(slots);
    code.lload(slot);
    code.iconst(3);
    code.op(Opcodes.LSHL);
    code.op(Opcodes.LADD);
    code.memoryGet("getLong", long.class);
    code.lstore(entry);
  }

  private void insert(
      Loop loop,
      ExpressionEmitter expressions,
      List<Value> values,
      List<RowLayout.Field> fields,
      int hashLocal,
      int row) {
    Code code = loop.code;
    code.aload(table);
    code.lload(hashLocal);
    code.invokeVirtual(GroupTable.class, "insert", long.class, long.class);
    code.lstore(row);
    var stores = new Stores(expressions);
    for (int i = 0; i < fields.size(); i++) {
      stores.field(row, fields.get(i), values.get(i), strings);
    }
    loadTable(code);
  }

  @Override
  void after(Loop loop) {
    Code code = loop.code;
    code.aload(0);
    code.iload(1);
    code.mv.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, loop.context.internalName, next().method(), "(I)V", false);
  }
}
