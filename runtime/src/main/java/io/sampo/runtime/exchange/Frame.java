package io.sampo.runtime.exchange;

import io.sampo.error.SampoException;
import io.sampo.runtime.block.Compression;
import java.util.List;

/** What goes over a connection of the data plane. Version 1 of the protocol. */
sealed interface Frame {
  /** From the client to the server. */
  sealed interface Request extends Frame {}

  /** From the server to the client. */
  sealed interface Response extends Frame {}

  /**
   * Asks for blocks, in order.
   *
   * @param stream a number that the connection did not have before
   * @param ranges which blocks
   * @param credit how many bytes of blocks, uncompressed, may be on their way
   */
  record Fetch(long stream, List<Range> ranges, long credit) implements Request {
    public Fetch {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * Blocks of a partition.
   *
   * @param from the first one wanted
   * @param blocks how many the partition has, or {@link PartitionLocation#FOLLOW}
   */
  record Range(PartitionAddress partition, int from, int blocks) {}

  /** So many bytes were taken and no longer count. */
  record Credit(long stream, long bytes) implements Request {}

  /** Nothing more is wanted. */
  record Cancel(long stream) implements Request {}

  /** Asks for a sign of life. */
  record Ping() implements Request {}

  /** The sign of life. */
  record Pong() implements Response {}

  /**
   * A block, whose bytes follow the frame.
   *
   * @param range the place of its partition among the ranges
   * @param sequence its place in the partition
   * @param bytes its length uncompressed
   * @param packed the bytes that follow
   * @param compression what they are compressed with
   * @param crc the checksum of the uncompressed bytes
   */
  record Block(
      long stream,
      int range,
      int sequence,
      long bytes,
      long packed,
      Compression compression,
      int rows,
      long rowChecksum,
      int crc)
      implements Response {}

  /** The partition has no more blocks than these. */
  record PartitionEnd(long stream, int range, int blocks) implements Response {}

  /** The stream has ended for this reason, and asking again would not help. */
  record Failed(long stream, SampoException error) implements Response {}
}
