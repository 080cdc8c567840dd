package io.sampo.runtime.write;

/**
 * A file that an attempt of a task wrote.
 *
 * @param file its path below the staging folder
 * @param folder the folder of its partition below the target, "" without any
 * @param rows how many rows it holds
 * @param bytes its length
 */
public record StagedFile(String file, String folder, long rows, long bytes) {}
