package io.sampo.runtime.task;

import io.sampo.runtime.compute.AttemptListener;
import io.sampo.runtime.compute.Lane;
import io.sampo.runtime.compute.TaskJob;
import io.sampo.runtime.work.TaskWork;

/**
 * What to run.
 *
 * @param task the task's number within its phase
 * @param stage the stage's place in the order of the query
 * @param work the task, or, of a retry, the attempt that failed
 */
public record Attempt(int task, int stage, Lane lane, TaskWork work, boolean retry) {
  TaskJob submit(AttemptListener listener) {
    return retry ? lane.retry(stage, work, listener) : lane.submit(stage, work, listener);
  }
}
