package io.sampo.runtime.source.parquet;

import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * An element of the schema as the footer lists it.
 *
 * @param type null for a group
 * @param length of a FIXED_LEN_BYTE_ARRAY
 * @param children the number of elements below it that follow
 */
record StoredElement(
    String name,
    @Nullable Type type,
    int length,
    FieldRepetitionType repetition,
    int children,
    Annotation annotation) {
  /** The type of a leaf. */
  Type physical() {
    if (type == null) {
      throw new MalformedException("the group " + name + " stands where a leaf should");
    }
    return type;
  }

  /** Whether the values of an INT32 or INT64 leaf are unsigned. */
  boolean isUnsigned() {
    return annotation instanceof Annotation.Whole whole && !whole.signed();
  }

  /** The unit of an INT64 timestamp; of anything else microseconds. */
  Annotation.Unit unit() {
    return annotation instanceof Annotation.Timestamp timestamp
        ? timestamp.unit()
        : Annotation.Unit.MICROS;
  }
}
