package io.sampo.runtime.remote.wire;

/** One thing that came over a connection. */
public sealed interface Frame {
  /** A request or a response. */
  record Message(Record message) implements Frame {}

  /** Rows in columns, in the form of the block codec. */
  record Batch(byte[] bytes) implements Frame {}
}
