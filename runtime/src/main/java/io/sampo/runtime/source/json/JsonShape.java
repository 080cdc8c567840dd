package io.sampo.runtime.source.json;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.LongType;
import io.sampo.types.NullType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the values seen at one place had in common: a type and, for objects, the shape of each
 * field. Fields are sorted by name, as Spark does. Mutable; used by one thread.
 */
final class JsonShape {
  /**
   * The type of the values that are no object and no array; VOID while there is none, null once
   * values disagree.
   */
  private @Nullable DataType scalar = DataType.NULL;

  private @Nullable TreeMap<String, JsonShape> fields;
  private @Nullable JsonShape element;

  /** Takes a value that is no object and no array. */
  void addScalar(DataType type) {
    scalar = scalar == null ? null : merged(scalar, type);
  }

  private static @Nullable DataType merged(DataType a, DataType b) {
    if (a.equals(b) || b instanceof NullType) {
      return a;
    }
    if (a instanceof NullType) {
      return b;
    }
    if (!a.isNumeric() || !b.isNumeric()) {
      return null;
    }
    if (a instanceof DoubleType || b instanceof DoubleType) {
      return DataType.DOUBLE;
    }
    DecimalType first = decimal(a);
    DecimalType second = decimal(b);
    int scale = Math.max(first.scale(), second.scale());
    int range = Math.max(first.precision() - first.scale(), second.precision() - second.scale());
    return range + scale > DecimalType.MAX_PRECISION
        ? DataType.DOUBLE
        : new DecimalType(range + scale, scale);
  }

  private static DecimalType decimal(DataType type) {
    return type instanceof DecimalType d
        ? d
        : new DecimalType(type instanceof LongType ? 20 : DecimalType.MAX_PRECISION, 0);
  }

  /** Takes an object; its fields' shapes are filled in through {@link #field}. */
  void addObject() {
    if (fields == null) {
      fields = new TreeMap<>();
    }
  }

  /** The shape of a field of the objects taken. */
  JsonShape field(String name) {
    addObject();
    return Objects.requireNonNull(fields).computeIfAbsent(name, key -> new JsonShape());
  }

  /** Takes an array; the shape of its elements. */
  JsonShape element() {
    if (element == null) {
      element = new JsonShape();
    }
    return element;
  }

  /** The fields of the objects taken that have a type. */
  StructType struct() {
    var typed = new ArrayList<StructField>();
    for (var entry : fields == null ? Map.<String, JsonShape>of().entrySet() : fields.entrySet()) {
      DataType type = entry.getValue().type();
      if (type != null) {
        typed.add(StructField.of(entry.getKey(), type));
      }
    }
    return new StructType(typed);
  }

  /**
   * The type that takes all values; STRING if they have nothing in common or all are null; null for
   * objects that never had a field.
   */
  @Nullable DataType type() {
    int kinds =
        (fields != null ? 1 : 0) + (element != null ? 1 : 0) + (scalar instanceof NullType ? 0 : 1);
    if (kinds != 1) {
      return DataType.STRING;
    }
    if (fields != null) {
      StructType struct = struct();
      return struct.size() == 0 ? null : struct;
    }
    if (element != null) {
      DataType type = element.type();
      return type == null ? null : new ArrayType(type, true);
    }
    return scalar == null ? DataType.STRING : scalar;
  }
}
