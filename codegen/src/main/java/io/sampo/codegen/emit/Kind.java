package io.sampo.codegen.emit;

import io.sampo.codegen.vector.VectorLayout;

/** How a value is held in local variables of generated code. */
enum Kind {
  /** An int that is 0 or 1. */
  BOOLEAN(1),
  INT(1),
  LONG(2),
  FLOAT(1),
  DOUBLE(2),
  /** Two longs: low half, then high half. */
  WIDE(4),
  /** The address of a {@link io.sampo.codegen.vector.StringView}. */
  VIEW(2);

  private final int slots;

  Kind(int slots) {
    this.slots = slots;
  }

  /** The number of local variable slots. */
  int slots() {
    return slots;
  }

  /** The kind in which a stored value is loaded. */
  static Kind of(VectorLayout layout, boolean isBoolean) {
    return switch (layout) {
      case BYTE -> isBoolean ? BOOLEAN : INT;
      case SHORT, INT -> INT;
      case LONG -> LONG;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case INT128 -> WIDE;
      case VIEW -> VIEW;
    };
  }
}
