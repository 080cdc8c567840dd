package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** A serializer of two functions, for values that hold no other object. Stateless. */
final class ValueSerializer<T> extends Serializer<T> {
  /** Writes a value. */
  interface Writing<T> {
    void write(Output output, T value);
  }

  /** Reads one. */
  interface Reading<T> {
    T read(Input input);
  }

  private final Writing<T> writing;
  private final Reading<T> reading;

  private ValueSerializer(Writing<T> writing, Reading<T> reading) {
    this.writing = writing;
    this.reading = reading;
    setImmutable(true);
  }

  @Override
  public void write(Kryo kryo, Output output, T value) {
    writing.write(output, value);
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> type) {
    return reading.read(input);
  }

  private static <T> Map.Entry<Class<?>, Serializer<?>> of(
      Class<T> type, Writing<T> writing, Reading<T> reading) {
    return Map.entry(type, new ValueSerializer<>(writing, reading));
  }

  /** The values there are, by class. */
  static Map<Class<?>, Serializer<?>> all() {
    var all = new HashMap<>(plain());
    all.putAll(times());
    all.putAll(optional());
    return all;
  }

  private static Map<Class<?>, Serializer<?>> plain() {
    return Map.ofEntries(
        of(Boolean.class, Output::writeBoolean, Input::readBoolean),
        of(Byte.class, (output, value) -> output.writeByte((byte) value), Input::readByte),
        of(Short.class, (output, value) -> output.writeShort(value), Input::readShort),
        of(Character.class, Output::writeChar, Input::readChar),
        of(
            Integer.class,
            (output, value) -> output.writeVarInt(value, false),
            input -> input.readVarInt(false)),
        of(
            Long.class,
            (output, value) -> output.writeVarLong(value, false),
            input -> input.readVarLong(false)),
        of(Float.class, Output::writeFloat, Input::readFloat),
        of(Double.class, Output::writeDouble, Input::readDouble),
        of(String.class, ValueSerializer::writeText, ValueSerializer::readText),
        of(byte[].class, Lengths::writeBytes, Lengths::bytes),
        of(
            BigInteger.class,
            (output, value) -> Lengths.writeBytes(output, value.toByteArray()),
            input -> new BigInteger(Lengths.bytes(input))),
        of(BigDecimal.class, ValueSerializer::writeDecimal, ValueSerializer::readDecimal));
  }

  private static Map<Class<?>, Serializer<?>> times() {
    return Map.ofEntries(
        of(
            LocalDate.class,
            (output, value) -> output.writeVarLong(value.toEpochDay(), false),
            input -> LocalDate.ofEpochDay(input.readVarLong(false))),
        of(
            Instant.class,
            (output, value) -> writeTime(output, value.getEpochSecond(), value.getNano()),
            input -> Instant.ofEpochSecond(input.readVarLong(false), input.readVarInt(true))),
        of(
            LocalDateTime.class,
            (output, value) ->
                writeTime(output, value.toEpochSecond(ZoneOffset.UTC), value.getNano()),
            input ->
                LocalDateTime.ofEpochSecond(
                    input.readVarLong(false), input.readVarInt(true), ZoneOffset.UTC)),
        of(
            Duration.class,
            (output, value) -> writeTime(output, value.getSeconds(), value.getNano()),
            input -> Duration.ofSeconds(input.readVarLong(false), input.readVarInt(true))),
        of(
            Period.class,
            (output, value) -> writeText(output, value.toString()),
            input -> Period.parse(readText(input))),
        of(
            ZoneId.class,
            (output, value) -> writeText(output, value.getId()),
            input -> ZoneId.of(readText(input))),
        of(
            UUID.class,
            (output, value) -> {
              output.writeLong(value.getMostSignificantBits());
              output.writeLong(value.getLeastSignificantBits());
            },
            input -> new UUID(input.readLong(), input.readLong())));
  }

  private static Map<Class<?>, Serializer<?>> optional() {
    return Map.ofEntries(
        of(
            OptionalLong.class,
            (output, value) -> {
              output.writeBoolean(value.isPresent());
              value.ifPresent(present -> output.writeVarLong(present, false));
            },
            input ->
                input.readBoolean()
                    ? OptionalLong.of(input.readVarLong(false))
                    : OptionalLong.empty()),
        of(
            OptionalInt.class,
            (output, value) -> {
              output.writeBoolean(value.isPresent());
              value.ifPresent(present -> output.writeVarInt(present, false));
            },
            input ->
                input.readBoolean()
                    ? OptionalInt.of(input.readVarInt(false))
                    : OptionalInt.empty()),
        of(
            OptionalDouble.class,
            (output, value) -> {
              output.writeBoolean(value.isPresent());
              value.ifPresent(output::writeDouble);
            },
            input ->
                input.readBoolean()
                    ? OptionalDouble.of(input.readDouble())
                    : OptionalDouble.empty()));
  }

  /** UTF-8; a lone surrogate, which UTF-8 cannot hold, is kept by writing UTF-16 instead. */
  static void writeText(Output output, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    boolean exact = new String(bytes, StandardCharsets.UTF_8).equals(value);
    output.writeBoolean(exact);
    Lengths.writeBytes(output, exact ? bytes : utf16(value));
  }

  static String readText(Input input) {
    boolean exact = input.readBoolean();
    byte[] bytes = Lengths.bytes(input);
    return exact ? new String(bytes, StandardCharsets.UTF_8) : ofUtf16(bytes);
  }

  private static byte[] utf16(String value) {
    var bytes = new byte[2 * value.length()];
    for (int i = 0; i < value.length(); i++) {
      bytes[2 * i] = (byte) (value.charAt(i) >> 8);
      bytes[2 * i + 1] = (byte) value.charAt(i);
    }
    return bytes;
  }

  private static String ofUtf16(byte[] bytes) {
    var text = new StringBuilder(bytes.length / 2);
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      text.append((char) ((bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF));
    }
    return text.toString();
  }

  private static void writeDecimal(Output output, BigDecimal value) {
    output.writeVarInt(value.scale(), false);
    Lengths.writeBytes(output, value.unscaledValue().toByteArray());
  }

  private static BigDecimal readDecimal(Input input) {
    int scale = input.readVarInt(false);
    return new BigDecimal(new BigInteger(Lengths.bytes(input)), scale);
  }

  private static void writeTime(Output output, long seconds, int nanos) {
    output.writeVarLong(seconds, false);
    output.writeVarInt(nanos, true);
  }
}
