package io.sampo.runtime.operator;

import io.sampo.codegen.table.JoinTable;
import java.util.List;

/**
 * The hash tables that a task's probes look into, in the order of the probes.
 *
 * @param release called when the task no longer needs them; may be called twice
 */
record Joins(List<JoinTable> tables, Runnable release) implements AutoCloseable {
  Joins {
    tables = List.copyOf(tables);
  }

  /** Tables that outlive the task. */
  static Joins shared(List<JoinTable> tables) {
    return new Joins(tables, () -> {});
  }

  @Override
  public void close() {
    release.run();
  }
}
