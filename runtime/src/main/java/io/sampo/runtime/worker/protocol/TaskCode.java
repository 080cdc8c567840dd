package io.sampo.runtime.worker.protocol;

import io.sampo.code.UserCode;
import io.sampo.runtime.exchange.PartitionLocation;

/** What a session's program brings along, as a task is told of it. */
public sealed interface TaskCode {
  /** Nothing. */
  TaskCode NONE = new Here(UserCode.NONE);

  /** The code itself. */
  record Here(UserCode code) implements TaskCode {}

  /**
   * Code that is too large for a message: its serialized bytes are the blocks of a partition.
   *
   * @param key the same for the same code, and for no other
   * @param blocks where they are
   */
  record Elsewhere(String key, PartitionLocation blocks) implements TaskCode {}
}
