package io.sampo.runtime.work;

import java.util.List;

/**
 * A whole query as work: stages that depend on each other. Closed exactly once, when no task of it
 * runs any more.
 */
public interface QueryWork extends AutoCloseable {
  /** The stages, each after those it depends on. */
  List<StageWork> stages();

  /** Frees everything: tables, rows, buffers. */
  @Override
  void close();
}
