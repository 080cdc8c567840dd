package io.sampo.runtime.compute;

import io.sampo.runtime.work.TaskWork;
import io.sampo.runtime.work.TaskWork.Progress;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What a query's tasks have read: those done and those on their way. Safe for many threads. */
final class ReadFigures {
  private final Set<TaskWork> reading = Collections.newSetFromMap(new IdentityHashMap<>());
  private long rows;
  private long bytes;

  synchronized void reading(TaskWork work) {
    reading.add(work);
  }

  synchronized void done(TaskWork work) {
    if (reading.remove(work)) {
      Progress progress = work.progress();
      rows += progress.rows();
      bytes += progress.bytes();
    }
  }

  synchronized void vanished(TaskWork work) {
    reading.remove(work);
  }

  synchronized Progress total() {
    long allRows = rows;
    long allBytes = bytes;
    for (TaskWork work : reading) {
      Progress progress = work.progress();
      allRows += progress.rows();
      allBytes += progress.bytes();
    }
    return new Progress(allRows, allBytes);
  }
}
