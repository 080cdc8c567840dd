package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.Wide;
import io.sampo.codegen.vector.Hash;
import io.sampo.codegen.vector.StringView;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes the hash of keys. Equal keys hash alike however they are held. */
final class HashEmitter {
  /** What a null enters a hash as. */
  private static final long NULL = 0x6E756C6CL;

  private HashEmitter() {}

  /** A local with the hash; no keys give 0. */
  static int emit(Code code, List<Value> keys) {
    int hash = code.newLong();
    code.lconst(0);
    code.lstore(hash);
    for (int i = 0; i < keys.size(); i++) {
      one(code, keys.get(i), hash, i == 0);
    }
    return hash;
  }

  private static void one(Code code, Value key, int hash, boolean first) {
    var done = new Label();
    if (key.nullable()) {
      var present = new Label();
      code.iload(key.nullLocal());
      code.jump(Opcodes.IFEQ, present);
      combine(code, hash, first, () -> code.lconst(NULL));
      code.go(done);
      code.label(present);
    }
    switch (key.kind()) {
      case BOOLEAN, INT ->
          combine(
              code,
              hash,
              first,
              () -> {
                code.iload(key.local());
                code.op(Opcodes.I2L);
              });
      case LONG -> combine(code, hash, first, () -> code.lload(key.local()));
      case FLOAT ->
          combine(
              code,
              hash,
              first,
              () -> {
                code.load(key);
                code.invokeStatic(Hash.class, "floatBits", int.class, float.class);
                code.op(Opcodes.I2L);
              });
      case DOUBLE ->
          combine(
              code,
              hash,
              first,
              () -> {
                code.load(key);
                code.invokeStatic(Hash.class, "doubleBits", long.class, double.class);
              });
      case WIDE -> wide(code, key, hash, first);
      case VIEW ->
          combine(
              code,
              hash,
              first,
              () -> {
                code.load(key);
                code.invokeStatic(StringView.class, "hash", long.class, long.class);
              });
    }
    code.label(done);
  }

  private static void wide(Code code, Value key, int hash, boolean first) {
    if (first) {
      code.load(key);
      code.invokeStatic(Wide.class, "hash", long.class, long.class, long.class);
    } else {
      code.lload(hash);
      code.load(key);
      code.invokeStatic(Wide.class, "hashOn", long.class, long.class, long.class, long.class);
    }
    code.lstore(hash);
  }

  private static void combine(Code code, int hash, boolean first, Runnable pushValue) {
    if (first) {
      pushValue.run();
      code.invokeStatic(Hash.class, "mix", long.class, long.class);
    } else {
      code.lload(hash);
      pushValue.run();
      code.invokeStatic(Hash.class, "combine", long.class, long.class, long.class);
    }
    code.lstore(hash);
  }
}
