package io.sampo.runtime.source.parquet;

import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** The type of a leaf, by Spark's mapping; unsigned integers take the next wider signed type. */
final class LeafTypes {
  private LeafTypes() {}

  static DataType of(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    DataType type = logical == null ? ofConverted(element) : ofLogical(element, logical);
    if (type == null) {
      type = ofPhysical(element);
    }
    return type;
  }

  /** Null where the annotation does not change the physical type's meaning. */
  private static @Nullable DataType ofLogical(SchemaElement element, LogicalType logical) {
    if (logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON()) {
      return DataType.STRING;
    }
    if (logical.isSetDECIMAL()) {
      return decimal(element, logical.getDECIMAL().getPrecision(), logical.getDECIMAL().getScale());
    }
    if (logical.isSetDATE()) {
      return DataType.DATE;
    }
    if (logical.isSetTIMESTAMP()) {
      return logical.getTIMESTAMP().isIsAdjustedToUTC()
          ? DataType.TIMESTAMP
          : DataType.TIMESTAMP_NTZ;
    }
    if (logical.isSetINTEGER()) {
      return integer(logical.getINTEGER());
    }
    if (logical.isSetTIME()) {
      throw unsupported(element, "TIME");
    }
    if (logical.isSetFLOAT16()) {
      return DataType.FLOAT;
    }
    if (logical.isSetVARIANT()) {
      throw unsupported(element, "VARIANT");
    }
    return null;
  }

  private static @Nullable DataType ofConverted(SchemaElement element) {
    ConvertedType converted = element.getConverted_type();
    if (converted == null) {
      return null;
    }
    return switch (converted) {
      case UTF8, ENUM, JSON -> DataType.STRING;
      case DECIMAL -> decimal(element, element.getPrecision(), element.getScale());
      case DATE -> DataType.DATE;
      case TIMESTAMP_MILLIS, TIMESTAMP_MICROS -> DataType.TIMESTAMP;
      case INT_8 -> DataType.BYTE;
      case INT_16, UINT_8 -> DataType.SHORT;
      case INT_32, UINT_16 -> DataType.INTEGER;
      case INT_64, UINT_32 -> DataType.LONG;
      case UINT_64 -> new DecimalType(20, 0);
      case TIME_MILLIS, TIME_MICROS -> throw unsupported(element, "TIME");
      case INTERVAL -> throw unsupported(element, "INTERVAL");
      case BSON -> DataType.BINARY;
      case MAP, MAP_KEY_VALUE, LIST ->
          throw new MalformedException(
              "the leaf " + element.getName() + " is annotated as a group");
    };
  }

  private static DataType integer(IntType type) {
    int bits = type.isIsSigned() ? type.getBitWidth() : 2 * type.getBitWidth();
    return switch (bits) {
      case 8 -> DataType.BYTE;
      case 16 -> DataType.SHORT;
      case 32 -> DataType.INTEGER;
      case 64 -> DataType.LONG;
      case 128 -> new DecimalType(20, 0);
      default -> throw new MalformedException("an integer of " + type.getBitWidth() + " bits");
    };
  }

  private static DataType decimal(SchemaElement element, int precision, int scale) {
    if (precision < 1 || scale < 0 || scale > precision) {
      throw new MalformedException("a decimal of precision " + precision + " and scale " + scale);
    }
    if (precision > DecimalType.MAX_PRECISION) {
      throw unsupported(element, "DECIMAL(" + precision + "," + scale + ")");
    }
    return new DecimalType(precision, scale);
  }

  private static DataType ofPhysical(SchemaElement element) {
    return switch (element.getType()) {
      case BOOLEAN -> DataType.BOOLEAN;
      case INT32 -> DataType.INTEGER;
      case INT64 -> DataType.LONG;
      case INT96 -> DataType.TIMESTAMP;
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> DataType.BINARY;
    };
  }

  /** Whether the unscaled or integer values of an INT32 or INT64 leaf are unsigned. */
  static boolean isUnsigned(SchemaElement element) {
    if (element.isSetLogicalType()) {
      return element.getLogicalType().isSetINTEGER()
          && !element.getLogicalType().getINTEGER().isIsSigned();
    }
    ConvertedType converted = element.getConverted_type();
    return converted == ConvertedType.UINT_8
        || converted == ConvertedType.UINT_16
        || converted == ConvertedType.UINT_32
        || converted == ConvertedType.UINT_64;
  }

  /**
   * How many of the file's units of time make a microsecond or, when negative, how many
   * microseconds make one unit.
   */
  static int unitsPerMicrosecond(SchemaElement element) {
    if (element.isSetLogicalType()) {
      LogicalType logical = element.getLogicalType();
      if (!logical.isSetTIMESTAMP()) {
        return 1;
      }
      return logical.getTIMESTAMP().getUnit().isSetMILLIS()
          ? -1000
          : logical.getTIMESTAMP().getUnit().isSetNANOS() ? 1000 : 1;
    }
    return element.getConverted_type() == ConvertedType.TIMESTAMP_MILLIS ? -1000 : 1;
  }

  static boolean isInt96(SchemaElement element) {
    return element.getType() == Type.INT96;
  }

  private static SampoException unsupported(SchemaElement element, String type) {
    return SampoException.unsupported(
        "the Parquet type " + type + " of column " + element.getName(),
        "Leave the column out, or write it as another type.",
        null);
  }
}
