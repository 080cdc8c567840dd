package io.sampo.runtime.operator;

/**
 * How queries are run; every combination gives the same answers.
 *
 * @param batchSize the most rows handled at once
 * @param partitions how many tasks a stage is cut into, where it can be
 * @param codegen whether flows are compiled; otherwise they are interpreted
 * @param forceSpill whether operators spill whenever they can
 */
public record ExecutionSettings(
    int batchSize, int partitions, boolean codegen, boolean forceSpill) {
  public static final int DEFAULT_BATCH_SIZE = 2048;

  /** Spills only when memory is short. */
  public ExecutionSettings(int batchSize, int partitions, boolean codegen) {
    this(batchSize, partitions, codegen, false);
  }

  public ExecutionSettings {
    if (batchSize < 1 || partitions < 1) {
      throw new IllegalArgumentException("batch size " + batchSize + ", partitions " + partitions);
    }
  }
}
