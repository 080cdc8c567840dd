package io.sampo.runtime.remote.client;

import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.wire.Frame;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The batches of a result that were taken, by their checksums, so that the same result from its
 * start is known again. Used by one thread.
 */
final class TakenBatches {
  private long[] checksums = new long[16];
  private int taken;
  private int passed;

  /** What came is the result from its start. */
  void again() {
    passed = 0;
  }

  /** What became of a batch. */
  enum Seen {
    /** It is the next one. */
    NEW,
    /** It was taken before. */
    TAKEN,
    /** Another one was taken in its place. */
    OTHER
  }

  static long checksum(Frame.Batch batch) {
    var checksum = new CRC32C();
    checksum.update(batch.bytes());
    return checksum.getValue() << Integer.SIZE ^ batch.bytes().length;
  }

  static long checksum(Response.Rows rows) {
    return Arrays.deepHashCode(rows.rows().toArray());
  }

  /** Compares the next batch with what was taken. */
  Seen see(long checksum) {
    if (passed == taken) {
      return Seen.NEW;
    }
    return checksums[passed++] == checksum ? Seen.TAKEN : Seen.OTHER;
  }

  /** The next batch was taken. */
  void take(long checksum) {
    if (taken == checksums.length) {
      checksums = Arrays.copyOf(checksums, taken * 2);
    }
    checksums[taken++] = checksum;
    passed++;
  }
}
