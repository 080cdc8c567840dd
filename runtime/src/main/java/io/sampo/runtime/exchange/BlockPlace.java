package io.sampo.runtime.exchange;

/** Where blocks may lie. */
public enum BlockPlace {
  /** Blocks of a query on its way: in memory, the oldest ones on disk when there is no room. */
  ANYWHERE,
  /** Rows for later queries: in memory up to a share of it, then on disk. */
  KEPT_ANYWHERE,
  /** Rows for later queries that stay in memory, or are refused where their share is full. */
  KEPT_IN_MEMORY,
  /** Rows for later queries that go to disk at once. */
  KEPT_ON_DISK;

  boolean isKept() {
    return this != ANYWHERE;
  }
}
