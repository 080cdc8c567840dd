package io.sampo.codegen.emit;

/**
 * A value in local variables.
 *
 * @param kind how it is held
 * @param local its first slot; a WIDE value's high half is two slots on
 * @param nullLocal a slot with an int that is 1 for null, or -1 when the value is never null; at
 *     null the value itself is arbitrary but readable
 */
record Value(Kind kind, int local, int nullLocal) {
  static final int NEVER_NULL = -1;

  boolean nullable() {
    return nullLocal >= 0;
  }

  /** The slot of the high half of a WIDE value. */
  int high() {
    return local + 2;
  }

  Value withNull(int slot) {
    return new Value(kind, local, slot);
  }
}
