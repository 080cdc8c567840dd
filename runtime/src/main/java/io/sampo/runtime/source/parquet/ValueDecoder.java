package io.sampo.runtime.source.parquet;

/**
 * Decodes the values of pages of one encoding into a dense run, nulls left out. Used by one thread;
 * reused from page to page.
 *
 * <p>What it writes may point into the page, which stays where it is for the rest of the batch.
 */
abstract class ValueDecoder implements AutoCloseable {
  /** Turns to the values in [at, end). */
  abstract void start(long at, long end, int values);

  /**
   * Writes the next {@code count} values.
   *
   * @throws MalformedException when the page holds fewer
   */
  abstract void read(long to, int count);

  /** Passes over the next {@code count} values. */
  abstract void skip(int count);

  /**
   * The address of the next {@code count} values, passed over, if they lie in the page as a vector
   * wants them; else 0.
   */
  long borrow(int count) {
    return 0;
  }

  @Override
  public void close() {}

  static MalformedException tooFew() {
    return new MalformedException("fewer values than announced");
  }
}
