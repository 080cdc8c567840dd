package io.sampo.runtime.worker.protocol;

/**
 * How tasks of a query are run.
 *
 * @param batchSize the most rows handled at once
 * @param codegen whether flows are compiled
 * @param zone the session's time zone
 * @param code what the session's program brings along
 */
public record TaskSettings(int batchSize, boolean codegen, String zone, TaskCode code) {
  /** The same with the code in another form. */
  public TaskSettings with(TaskCode other) {
    return new TaskSettings(batchSize, codegen, zone, other);
  }
}
