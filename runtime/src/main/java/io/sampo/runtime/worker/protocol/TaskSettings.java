package io.sampo.runtime.worker.protocol;

/**
 * How tasks of a query are run.
 *
 * @param batchSize the most rows handled at once
 * @param codegen whether flows are compiled
 * @param zone the session's time zone
 */
public record TaskSettings(int batchSize, boolean codegen, String zone) {}
