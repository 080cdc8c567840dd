package io.sampo.runtime.source.parquet;

import org.apache.parquet.format.Encoding;

/** Where the parts of an opened data page lie. Refilled for each page. */
final class DataPage {
  /** The number of values, nulls included. */
  int values;

  Encoding encoding = Encoding.PLAIN;

  /** The repetition levels; empty when the column has none. */
  long repetitionAt;

  long repetitionEnd;

  /** The definition levels; empty when the column has none. */
  long definitionAt;

  long definitionEnd;
  long valuesAt;
  long valuesEnd;
}
