package io.sampo.runtime.exchange;

import io.sampo.runtime.block.Compression;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** A block in a store: in memory or in a file. Guarded by the store's lock. */
final class StoredBlock {
  final BlockAddress address;
  final long bytes;
  final int rows;
  final long rowChecksum;
  final int checksum;

  final BlockPlace mayBe;

  /** Its bytes while they are in memory. */
  @Nullable ArrowBuf buffer;

  /** Its place in a file once it was written there. */
  @Nullable Place place;

  /** Whether it was let go of. */
  boolean released;

  /**
   * Where its bytes are in a file.
   *
   * @param length as stored, compressed
   */
  record Place(SpillSegment segment, long offset, long length, Compression compression) {}

  StoredBlock(
      BlockAddress address, BlockContent content, ArrowBuf buffer, int checksum, BlockPlace mayBe) {
    this.mayBe = mayBe;
    this.address = address;
    this.bytes = content.bytes();
    this.rows = content.rows();
    this.rowChecksum = content.checksum();
    this.buffer = buffer;
    this.checksum = checksum;
  }
}
