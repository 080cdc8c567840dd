/**
 * Folders that stand for columns: {@code year=2024/month=1/..}, as Hive lays tables out. A table of
 * such folders has the files' columns and one for each level of folders; folders that hold no row
 * of a query are not read. The engine makes such tables when a folder it is to read has the shape.
 */
@NullMarked
package io.sampo.runtime.source.partition;

import org.jspecify.annotations.NullMarked;
