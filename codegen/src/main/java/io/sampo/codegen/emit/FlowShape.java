package io.sampo.codegen.emit;

import io.sampo.codegen.vector.VectorLayout;
import java.util.LinkedHashSet;
import java.util.Set;

/** What all loops of a flow know of it. */
final class FlowShape {
  private final Access.Carried baseRow = new Access.Carried("base row", VectorLayout.INT, false);
  private final Set<Access.Carried> pointers = new LinkedHashSet<>();

  /** The row of the batch that a position stands for. */
  Access.Carried baseRow() {
    return baseRow;
  }

  Access.Carried newPointer(String name) {
    var pointer = new Access.Carried(name, VectorLayout.LONG, false);
    pointers.add(pointer);
    return pointer;
  }

  boolean isPointer(Access.Carried carried) {
    return pointers.contains(carried);
  }
}
