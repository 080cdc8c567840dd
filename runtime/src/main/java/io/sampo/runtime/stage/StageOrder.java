package io.sampo.runtime.stage;

import io.sampo.runtime.compute.Lane;
import io.sampo.runtime.work.StageWork;

/**
 * What a stage's actor is to run.
 *
 * @param work the stage
 * @param place its place in the query's order, which gives its tasks their rank
 * @param lane the query's share of the compute threads
 * @param window how many tasks may be on their way at once
 * @param progress where to say how far it is
 */
public record StageOrder(
    StageWork work,
    int place,
    Lane lane,
    int window,
    RetryPolicy retries,
    StageProgress progress) {}
