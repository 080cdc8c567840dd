package io.sampo.runtime.source.parquet;

import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;

/** The type of a leaf, by Spark's mapping; unsigned integers take the next wider signed type. */
final class LeafTypes {
  private LeafTypes() {}

  static DataType of(StoredElement element) {
    return switch (element.annotation()) {
      case Annotation.Decimal a -> decimal(element, a.precision(), a.scale());
      case Annotation.Whole a -> whole(a);
      case Annotation.Timestamp a -> a.instant() ? DataType.TIMESTAMP : DataType.TIMESTAMP_NTZ;
      case Annotation.Plain a -> plain(element, a.kind());
    };
  }

  private static DataType plain(StoredElement element, Annotation.Kind kind) {
    return switch (kind) {
      case STRING, ENUM, JSON -> DataType.STRING;
      case DATE -> DataType.DATE;
      case FLOAT16 -> DataType.FLOAT;
      case TIME, INTERVAL, VARIANT -> throw unsupported(element, kind.name());
      case NONE, BSON, UUID, UNKNOWN -> ofPhysical(element);
      case LIST, MAP ->
          throw new MalformedException("the leaf " + element.name() + " is annotated as a group");
    };
  }

  private static DataType whole(Annotation.Whole type) {
    int bits = type.signed() ? type.bits() : 2 * type.bits();
    return switch (bits) {
      case 8 -> DataType.BYTE;
      case 16 -> DataType.SHORT;
      case 32 -> DataType.INTEGER;
      case 64 -> DataType.LONG;
      case 128 -> new DecimalType(20, 0);
      default -> throw new MalformedException("an integer of " + type.bits() + " bits");
    };
  }

  private static DataType decimal(StoredElement element, int precision, int scale) {
    if (precision < 1 || scale < 0 || scale > precision) {
      throw new MalformedException("a decimal of precision " + precision + " and scale " + scale);
    }
    if (precision > DecimalType.MAX_PRECISION) {
      throw unsupported(element, "DECIMAL(" + precision + "," + scale + ")");
    }
    return new DecimalType(precision, scale);
  }

  private static DataType ofPhysical(StoredElement element) {
    return switch (element.physical()) {
      case BOOLEAN -> DataType.BOOLEAN;
      case INT32 -> DataType.INTEGER;
      case INT64 -> DataType.LONG;
      case INT96 -> DataType.TIMESTAMP;
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> DataType.BINARY;
    };
  }

  private static SampoException unsupported(StoredElement element, String type) {
    return SampoException.unsupported(
        "the Parquet type " + type + " of column " + element.name(),
        "Leave the column out, or write it as another type.",
        null);
  }
}
