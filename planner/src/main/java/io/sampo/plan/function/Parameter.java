package io.sampo.plan.function;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.StringType;
import io.sampo.types.StructType;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a function wants of one argument.
 *
 * @param text how an error names it
 * @param rule the type an argument of the given type is cast to; empty when it cannot stand here
 */
record Parameter(String text, Function<DataType, Optional<DataType>> rule) {
  /** Any type, kept as it is. */
  static final Parameter ANY = new Parameter("any type", Optional::of);

  /** Any type with an order, kept as it is. */
  static final Parameter ORDERABLE =
      new Parameter(
          "a type with an order", given -> Optional.of(given).filter(TypeCoercion::isOrderable));

  /** A number kept as it is; text becomes a double. */
  static final Parameter NUMBER =
      new Parameter(
          "a number",
          given -> {
            if (given instanceof StringType || given instanceof NullType) {
              return Optional.of(DataType.DOUBLE);
            }
            return Optional.of(given).filter(DataType::isNumeric);
          });

  /** A decimal kept as it is. */
  static final Parameter DECIMAL =
      new Parameter("DECIMAL", given -> Optional.of(given).filter(DecimalType.class::isInstance));

  /** A byte, short, int or long, kept as it is; text becomes a long. */
  static final Parameter INTEGRAL =
      new Parameter(
          "an integer",
          given -> {
            if (given instanceof StringType || given instanceof NullType) {
              return Optional.of(DataType.LONG);
            }
            return Optional.of(given).filter(DataType::isIntegral);
          });

  /** An array of anything. */
  static final Parameter ARRAY =
      new Parameter(
          "ARRAY",
          given ->
              given instanceof NullType
                  ? Optional.of(new ArrayType(DataType.NULL, true))
                  : Optional.of(given).filter(ArrayType.class::isInstance));

  /** A map of anything. */
  static final Parameter MAP =
      new Parameter(
          "MAP",
          given ->
              given instanceof NullType
                  ? Optional.of(new MapType(DataType.NULL, DataType.NULL, true))
                  : Optional.of(given).filter(MapType.class::isInstance));

  /** A struct of anything. */
  static final Parameter STRUCT =
      new Parameter("STRUCT", given -> Optional.of(given).filter(StructType.class::isInstance));

  /** One type, to which arguments are cast where ANSI allows that. */
  static Parameter of(DataType type) {
    return new Parameter(
        type.sql(),
        given -> TypeCoercion.argumentFits(given, type) ? Optional.of(type) : Optional.empty());
  }

  /** The position of an argument: an INT; other integers are cast and must fit. */
  static final Parameter POSITION =
      new Parameter(
          "INT",
          given -> {
            boolean fits =
                given.isIntegral() || given instanceof NullType || given instanceof StringType;
            return fits ? Optional.of(DataType.INTEGER) : Optional.empty();
          });

  Optional<DataType> accept(DataType given) {
    return rule.apply(given);
  }
}
