package io.sampo.runtime.source.partition;

import java.nio.file.Path;

/**
 * A file to read.
 *
 * @param root the folder below which the names of folders may stand for columns
 */
public record DataFile(Path file, Path root) {}
