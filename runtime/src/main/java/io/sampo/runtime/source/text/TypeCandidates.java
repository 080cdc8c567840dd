package io.sampo.runtime.source.text;

import io.sampo.types.DataType;
import java.math.BigDecimal;

/**
 * Narrows down the type of a column from texts: the first of INT, BIGINT, DOUBLE, DATE, TIMESTAMP
 * and BOOLEAN that fits all of them, DECIMAL(38,0) for integers too large for BIGINT, else STRING.
 * Used by one thread.
 */
public final class TypeCandidates {
  private final ValueParser parser;
  private boolean integers = true;
  private boolean longs = true;
  private boolean bigIntegers = true;
  private boolean doubles = true;
  private boolean dates = true;
  private boolean timestamps = true;
  private boolean booleans = true;
  private boolean seen;

  public TypeCandidates(ValueParser parser) {
    this.parser = parser;
  }

  /** Takes a text that is neither null nor empty. */
  public void add(long address, int length) {
    seen = true;
    if (doubles) {
      addNumber(address, length);
    }
    if (dates && !parser.parseDate(address, length)) {
      dates = false;
    }
    if (timestamps && !parser.parseTimestamp(address, length)) {
      timestamps = false;
    }
    if (booleans && !parser.parseBoolean(address, length)) {
      booleans = false;
    }
  }

  private void addNumber(long address, int length) {
    if (longs) {
      longs = parser.parseInteger(address, length, 64);
      integers &= longs && parser.whole == (int) parser.whole;
    }
    if (!longs) {
      integers = false;
      if (bigIntegers) {
        BigDecimal number = parser.exactNumber(address, length);
        bigIntegers = number != null && number.scale() == 0 && number.precision() <= 38;
      }
      doubles = parser.parseDouble(address, length);
    }
  }

  /** Whether any text was taken. */
  public boolean isKnown() {
    return seen;
  }

  /** Whether some type other than STRING fits all texts, and there was one. */
  public boolean isTyped() {
    return seen && (doubles || dates || timestamps || booleans);
  }

  /**
   * The type that fits.
   *
   * @param complete whether no further texts exist; otherwise integers are BIGINT, since a later
   *     one may be larger
   */
  public DataType type(boolean complete) {
    if (!seen) {
      return DataType.STRING;
    }
    if (doubles) {
      if (longs) {
        return integers && complete ? DataType.INTEGER : DataType.LONG;
      }
      return bigIntegers ? new io.sampo.types.DecimalType(38, 0) : DataType.DOUBLE;
    }
    return dates
        ? DataType.DATE
        : timestamps ? DataType.TIMESTAMP : booleans ? DataType.BOOLEAN : DataType.STRING;
  }
}
