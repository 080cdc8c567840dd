package io.sampo.plan.logical;

/**
 * Hands out the column ids of one query, counting from 1, so that plans print alike in every run.
 * Used by one thread.
 */
public final class ColumnIds {
  private long last;

  public long next() {
    return ++last;
  }
}
