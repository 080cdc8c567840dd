/**
 * Writing Parquet files. {@link io.sampo.runtime.sink.parquet.ParquetFileWriter} is the way in.
 *
 * <p>From the outside in: the writer cuts batches into row groups; {@code WrittenSchema} says how a
 * column becomes leaves; a {@code ColumnChunkWriter} per leaf keeps a row group's levels and
 * values, coded by a dictionary as long as that pays, and writes them as pages with bounds. Nested
 * values are taken apart by {@code NestedDismantler}.
 */
@NullMarked
package io.sampo.runtime.sink.parquet;

import org.jspecify.annotations.NullMarked;
