package io.sampo.runtime.worker.protocol;

/** What a task cost: rows and bytes read, nanoseconds from its start to its end. */
public record TaskFigures(long rowsRead, long bytesRead, long nanos) {
  public static final TaskFigures NONE = new TaskFigures(0, 0, 0);
}
