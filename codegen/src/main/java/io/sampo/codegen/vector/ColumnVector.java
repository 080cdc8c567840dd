package io.sampo.codegen.vector;

import io.sampo.types.DataType;

/**
 * One column of a batch: addresses, not buffers. Mutable and reused from batch to batch by the
 * source that owns the buffers; used by one thread.
 *
 * <p>A VIEW column may be dictionary coded: then {@link #codes} holds one int a row and {@link
 * #values} holds {@link #dictionarySize} views. In every other case {@code codes} is 0 and {@code
 * values} holds one value a row. The value at a null row is any readable value of the layout (for
 * codes: 0 to dictionarySize - 1, or 0 when the dictionary is empty; for views: a readable view).
 */
public final class ColumnVector {
  /** The type of the values. */
  public final DataType type;

  /** The form of the values. */
  public final VectorLayout layout;

  /** The address of the values or of the dictionary's views. */
  public long values;

  /** The address of a bitmap with 1 for a value and 0 for null, or 0 when no row is null. */
  public long validity;

  /** The address of the rows' codes when the column is dictionary coded, else 0. */
  public long codes;

  /** The number of entries of the dictionary. */
  public int dictionarySize;

  /**
   * Changes whenever the dictionary does: lets a reader keep what it computed for each entry. Never
   * 0 when coded.
   */
  public long dictionaryId;

  public ColumnVector(DataType type) {
    this.type = type;
    this.layout = VectorLayout.of(type);
  }

  /** Points at plain values. */
  public void set(long valuesAddress, long validityAddress) {
    values = valuesAddress;
    validity = validityAddress;
    codes = 0;
    dictionarySize = 0;
    dictionaryId = 0;
  }

  /** Points at codes into a dictionary of views. */
  public void setCoded(
      long dictionary, int size, long id, long codesAddress, long validityAddress) {
    values = dictionary;
    dictionarySize = size;
    dictionaryId = id;
    codes = codesAddress;
    validity = validityAddress;
  }

  public boolean isNull(int row) {
    return validity != 0 && !Memory.getBit(validity, row);
  }

  /** The address of the row's value. */
  public long address(int row) {
    long index = codes == 0 ? row : Memory.getInt(codes + 4L * row);
    return values + index * layout.bytes();
  }
}
