package io.sampo.codegen.emit;

import io.sampo.codegen.row.RowLayout;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes the comparison of key values with the key fields of a row. */
final class KeyComparison {
  private KeyComparison() {}

  /**
   * Jumps when any key differs.
   *
   * @param row a local with the row's address
   * @param nullSafe for each key whether two nulls are equal; otherwise a null differs from
   *     everything
   */
  static void jumpIfDifferent(
      Loop loop,
      ExpressionEmitter expressions,
      List<Value> keys,
      List<RowLayout.Field> fields,
      int row,
      List<Boolean> nullSafe,
      Label different) {
    Code code = loop.code;
    for (int i = 0; i < keys.size(); i++) {
      Value key = keys.get(i);
      Value stored = loop.loadField(row, fields.get(i), false);
      if (nullSafe.get(i)) {
        expressions.conditions().jumpUnlessNullSafeEqual(key, stored, different);
        continue;
      }
      for (Value side : List.of(key, stored)) {
        if (side.nullable()) {
          code.iload(side.nullLocal());
          code.jump(Opcodes.IFNE, different);
        }
      }
      expressions.conditions().jumpOnEquality(key, stored, different, true);
    }
  }
}
