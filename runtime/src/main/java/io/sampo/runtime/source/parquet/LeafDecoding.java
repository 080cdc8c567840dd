package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.VectorLayout;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one leaf come into the form of the type a scan asks for.
 *
 * @param physical the file's type
 * @param fileBytes the width of a value in a page, or 0 for BYTE_ARRAY and BOOLEAN
 * @param conversion from a plain value (or the view of a BYTE_ARRAY) to the vector's
 * @param layout the vector's
 */
record LeafDecoding(Type physical, int fileBytes, Conversion conversion, VectorLayout layout) {
  private static final int MAX_FIXED_BYTES = 1 << 20;

  /**
   * The way from a leaf to a type: its own, or a wider one of the same kind.
   *
   * @return null when there is no such way
   */
  static @Nullable LeafDecoding of(StoredElement element, DataType wanted) {
    DataType own = LeafTypes.of(element);
    Conversion conversion =
        own.equals(wanted) ? ofOwn(element, own) : widening(element, own, wanted);
    if (conversion == null) {
      return null;
    }
    return new LeafDecoding(
        element.physical(), fileBytes(element), conversion, VectorLayout.of(wanted));
  }

  /** The width of a dense buffer that holds decoded values before conversion. */
  int plainBytes() {
    return switch (physical) {
      case BYTE_ARRAY -> VectorLayout.VIEW.bytes();
      case BOOLEAN -> 1;
      default -> fileBytes;
    };
  }

  private static int fileBytes(StoredElement element) {
    return switch (element.physical()) {
      case BOOLEAN, BYTE_ARRAY -> 0;
      case INT32, FLOAT -> 4;
      case INT64, DOUBLE -> 8;
      case INT96 -> 12;
      case FIXED_LEN_BYTE_ARRAY -> {
        int length = element.length();
        if (length < 1 || length > MAX_FIXED_BYTES) {
          throw new MalformedException("a fixed length of " + length + " bytes");
        }
        yield length;
      }
    };
  }

  private static Conversion ofOwn(StoredElement element, DataType type) {
    return switch (element.physical()) {
      case BOOLEAN -> expect(type, VectorLayout.BYTE, Conversion.NONE, element);
      case FLOAT -> expect(type, VectorLayout.FLOAT, Conversion.NONE, element);
      case DOUBLE -> expect(type, VectorLayout.DOUBLE, Conversion.NONE, element);
      case INT32 -> ofInt32(element, type);
      case INT64 -> ofInt64(element, type);
      case INT96 -> expect(type, VectorLayout.LONG, Conversion.INT96_TO_MICROS, element);
      case BYTE_ARRAY ->
          switch (VectorLayout.of(type)) {
            case VIEW -> Conversion.NONE;
            case LONG -> Conversion.VIEW_TO_LONG;
            case INT128 -> Conversion.VIEW_TO_INT128;
            case BYTE, SHORT, INT, FLOAT, DOUBLE -> throw mismatch(element, type);
          };
      case FIXED_LEN_BYTE_ARRAY -> ofFixed(element, type);
    };
  }

  private static Conversion ofFixed(StoredElement element, DataType type) {
    return switch (VectorLayout.of(type)) {
      case VIEW -> Conversion.FIXED_TO_VIEW;
      case LONG -> Conversion.FIXED_TO_LONG;
      case INT128 -> Conversion.FIXED_TO_INT128;
      case FLOAT -> {
        if (element.length() != 2) {
          throw mismatch(element, type);
        }
        yield Conversion.HALF_TO_FLOAT;
      }
      case BYTE, SHORT, INT, DOUBLE -> throw mismatch(element, type);
    };
  }

  private static Conversion ofInt32(StoredElement element, DataType type) {
    return switch (VectorLayout.of(type)) {
      case BYTE -> Conversion.INT_TO_BYTE;
      case SHORT -> Conversion.INT_TO_SHORT;
      case INT -> Conversion.NONE;
      case LONG -> element.isUnsigned() ? Conversion.UNSIGNED_INT_TO_LONG : Conversion.INT_TO_LONG;
      case INT128 -> Conversion.INT_TO_INT128;
      case FLOAT, DOUBLE, VIEW -> throw mismatch(element, type);
    };
  }

  private static Conversion ofInt64(StoredElement element, DataType type) {
    return switch (VectorLayout.of(type)) {
      case LONG ->
          switch (element.unit()) {
            case MILLIS -> Conversion.MILLIS_TO_MICROS;
            case NANOS -> Conversion.NANOS_TO_MICROS;
            case MICROS -> Conversion.NONE;
          };
      case INT128 ->
          element.isUnsigned() ? Conversion.UNSIGNED_LONG_TO_INT128 : Conversion.LONG_TO_INT128;
      case BYTE, SHORT, INT, FLOAT, DOUBLE, VIEW -> throw mismatch(element, type);
    };
  }

  private static @Nullable Conversion widening(
      StoredElement element, DataType own, DataType wanted) {
    if (element.physical() == Type.INT32 && own.isIntegral() && width(own) < width(wanted)) {
      return switch (VectorLayout.of(wanted)) {
        case SHORT -> Conversion.INT_TO_SHORT;
        case INT -> Conversion.NONE;
        case LONG -> Conversion.INT_TO_LONG;
        case DOUBLE -> Conversion.INT_TO_DOUBLE;
        case BYTE, FLOAT, INT128, VIEW -> null;
      };
    }
    if (element.physical() == Type.FLOAT && wanted.equals(DataType.DOUBLE)) {
      return Conversion.FLOAT_TO_DOUBLE;
    }
    if (own instanceof DecimalType from && wanted instanceof DecimalType to) {
      return from.scale() == to.scale() && from.precision() <= to.precision()
          ? ofOwn(element, to)
          : null;
    }
    boolean bytes = isBytes(own) && isBytes(wanted);
    return bytes ? ofOwn(element, wanted) : null;
  }

  private static boolean isBytes(DataType type) {
    return type.equals(DataType.STRING) || type.equals(DataType.BINARY);
  }

  /** Orders the types an integer may widen to; 0 for any other. */
  private static int width(DataType type) {
    return type.isIntegral() || type.equals(DataType.DOUBLE)
        ? VectorLayout.of(type).bytes() + (type.isFloating() ? 1 : 0)
        : 0;
  }

  private static Conversion expect(
      DataType type, VectorLayout layout, Conversion conversion, StoredElement element) {
    if (VectorLayout.of(type) != layout) {
      throw mismatch(element, type);
    }
    return conversion;
  }

  private static MalformedException mismatch(StoredElement element, DataType type) {
    return new MalformedException(
        "the column "
            + element.name()
            + " is stored as "
            + element.physical()
            + " but annotated as "
            + type.sql());
  }
}
