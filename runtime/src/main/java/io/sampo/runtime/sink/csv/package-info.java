/** Writing CSV. Entry point: {@link io.sampo.runtime.sink.csv.CsvFileWriter}. */
@NullMarked
package io.sampo.runtime.sink.csv;

import org.jspecify.annotations.NullMarked;
