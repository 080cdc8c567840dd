/**
 * Reading CSV: a structural index made eight bytes at a time, then typed parsers that write
 * straight into columns.
 *
 * <p>Entry point: {@link io.sampo.runtime.source.csv.CsvFormat}. The road of a byte: {@code
 * CsvBoundaries} finds where a split's first record starts, {@code CsvSource} reads a chunk, {@code
 * StructuralScan} (and for irregular records {@code RecordScanner}) lists where fields end, {@code
 * RowIndex} makes rows of that list, and a {@code FieldDecoder} for each projected column turns
 * fields into values when the column is asked for.
 */
@NullMarked
package io.sampo.runtime.source.csv;

import org.jspecify.annotations.NullMarked;
