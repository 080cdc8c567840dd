package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** The constants of one enum, by their place; fingerprints make sure that places agree. */
final class EnumConstants extends Serializer<Enum<?>> {
  private final Enum<?>[] constants;

  EnumConstants(Class<?> type) {
    this.constants = (Enum<?>[]) type.getEnumConstants();
    setImmutable(true);
  }

  @Override
  public void write(Kryo kryo, Output output, Enum<?> value) {
    output.writeVarInt(value.ordinal(), true);
  }

  @Override
  public Enum<?> read(Kryo kryo, Input input, Class<? extends Enum<?>> type) {
    int ordinal = input.readVarInt(true);
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new MalformedBytesException("constant " + ordinal + " of " + constants.length);
    }
    return constants[ordinal];
  }
}
