/**
 * Reading Parquet files. {@link io.sampo.runtime.source.parquet.ParquetFormat} is the way in; the
 * rest is of this package.
 *
 * <p>From the outside in: a {@code Footer} is parsed once per file and cached; {@code FileSchema}
 * maps its columns to Sampo's types; a {@code ParquetBatchSource} walks row groups and cuts them
 * into ranges of rows; a {@code ColumnReader} per projected column decodes a range on demand. A
 * reader of flat columns stands on a {@code ChunkPages} (headers, decompression, page memory), a
 * {@code HybridDecoder} for levels and a {@code ValueDecoder} for the page's encoding.
 *
 * <p>Bytes of a file are never trusted: whatever addresses memory is checked against the range it
 * may touch, and malformed data ends as FAILED_READ_FILE naming file, row group, column and offset.
 * Loops may read, never use, up to {@link io.sampo.runtime.source.parquet.GrowingBuffer#SLACK}
 * bytes behind the data; every buffer has that slack.
 */
@NullMarked
package io.sampo.runtime.source.parquet;

import org.jspecify.annotations.NullMarked;
