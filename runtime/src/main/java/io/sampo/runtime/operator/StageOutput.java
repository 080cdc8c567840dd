package io.sampo.runtime.operator;

import io.sampo.codegen.table.JoinTable;
import java.util.List;

/** What a stage made for later stages; freed when the query is closed. */
sealed interface StageOutput extends AutoCloseable {
  @Override
  void close();

  /**
   * A join's hash table.
   *
   * @param keys what is known of the values of its keys, in order
   */
  record Table(JoinTable table, List<BuiltKey> keys) implements StageOutput {
    public Table {
      keys = List.copyOf(keys);
    }

    @Override
    public void close() {
      table.close();
    }
  }

  /** A join's build side on disk. */
  record SpilledTable(SpilledBuild build) implements StageOutput {
    @Override
    public void close() {
      build.close();
    }
  }

  /** Rows, and the parts that own their memory. */
  record Rows(RowSet rows, List<? extends SinkPart> owners) implements StageOutput {
    @Override
    public void close() {
      owners.forEach(SinkPart::close);
    }
  }
}
