package io.sampo.bench.suite;

/** What becomes of a question's answer, and so how it is checked. */
public enum AnswerForm {
  /** Few rows, fetched by the client; every row is compared. */
  ROWS,
  /** Millions of rows, computed to the end but not fetched; sums over the answer are compared. */
  DIGEST,
  /** Written to a Parquet file; sums over what the file then holds are compared. */
  FILE
}
