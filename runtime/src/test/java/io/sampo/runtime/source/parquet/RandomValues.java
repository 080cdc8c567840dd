package io.sampo.runtime.source.parquet;

import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.MapType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random values of a type, with nulls, repetitions and extremes among them. */
final class RandomValues {
  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "sampo",
          "Väinämöinen",
          "exactly 12by",
          "thirteen byte",
          "a text that is longer than a view");

  private final Random random;
  private final double nulls;
  private final boolean repeating;

  /**
   * @param nulls the share of nulls
   * @param repeating whether values come from a small set
   */
  RandomValues(long seed, double nulls, boolean repeating) {
    this.random = new Random(seed);
    this.nulls = nulls;
    this.repeating = repeating;
  }

  List<@Nullable Object> list(DataType type, int count) {
    var values = new ArrayList<@Nullable Object>(count);
    for (int i = 0; i < count; i++) {
      values.add(nullable(type));
    }
    return values;
  }

  private @Nullable Object nullable(DataType type) {
    return random.nextDouble() < nulls ? null : value(type);
  }

  private long whole() {
    return repeating
        ? random.nextInt(5)
        : switch (random.nextInt(4)) {
          case 0 -> Long.MIN_VALUE + random.nextInt(3);
          case 1 -> Long.MAX_VALUE - random.nextInt(3);
          case 2 -> random.nextInt(-1000, 1000);
          default -> random.nextLong();
        };
  }

  private Object value(DataType type) {
    return switch (type) {
      case BooleanType t -> random.nextBoolean();
      case ByteType t -> (byte) whole();
      case ShortType t -> (short) whole();
      case IntegerType t -> (int) whole();
      case DateType t -> (int) whole();
      case FloatType t -> repeating ? (float) whole() : Float.intBitsToFloat(random.nextInt());
      case DoubleType t ->
          repeating ? (double) whole() : Double.longBitsToDouble(random.nextLong());
      case DecimalType t -> decimal(t);
      case StringType t -> text();
      case BinaryType t -> bytes();
      case ArrayType t -> elements(t.elementType());
      case MapType t -> map(t);
      case StructType t -> {
        var values = new ArrayList<@Nullable Object>();
        for (StructField field : t.fields()) {
          values.add(nullable(field.type()));
        }
        yield values;
      }
      default -> whole();
    };
  }

  private BigDecimal decimal(DecimalType type) {
    BigInteger range = BigInteger.TEN.pow(repeating ? 1 : type.precision());
    BigInteger value = new BigInteger(130, random).mod(range);
    return new BigDecimal(random.nextBoolean() ? value : value.negate(), type.scale());
  }

  private String text() {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    return repeating ? word : word + "ä".repeat(random.nextInt(60)) + random.nextLong();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[repeating ? 2 : random.nextInt(100)];
    if (!repeating) {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  private List<@Nullable Object> elements(DataType type) {
    return list(type, random.nextInt(5));
  }

  private LinkedHashMap<Object, @Nullable Object> map(MapType type) {
    var map = new LinkedHashMap<Object, @Nullable Object>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      map.put(value(type.keyType()), nullable(type.valueType()));
    }
    return map;
  }
}
