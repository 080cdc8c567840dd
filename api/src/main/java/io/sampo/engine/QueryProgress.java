package io.sampo.engine;

import java.time.Duration;

/** A look at a running query. Fractions are between 0 and 1. */
public record QueryProgress(
    String stage,
    int stagesDone,
    int stagesTotal,
    int tasksDone,
    int tasksTotal,
    long rowsRead,
    long bytesRead,
    double fraction,
    Duration elapsed) {}
