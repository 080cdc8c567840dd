package io.sampo.runtime.stage;

import io.sampo.error.SampoException;
import java.util.List;

/** What a stage tells its query. {@code Completed} and {@code Stopped} are the last word. */
public sealed interface StageReport {
  int stage();

  /** All phases are done. */
  record Completed(int stage) implements StageReport {}

  /** It cannot be done; what still runs of it is being stopped. */
  record Failed(int stage, SampoException error) implements StageReport {}

  /**
   * Nothing of it runs any more, after it failed or was told to stop.
   *
   * @param troubles what else went wrong on the way
   */
  record Stopped(int stage, List<Throwable> troubles) implements StageReport {}
}
