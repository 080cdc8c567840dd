package io.sampo.runtime.join;

import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.spill.SpilledBlock;

/**
 * Some rows of a file.
 *
 * @param place where it is in the file
 * @param memory the bytes the rows take in memory
 * @param checksum of its bytes
 */
public record RowBlock(RowFile file, SpilledBlock place, long memory, int checksum) {
  /** How many rows it holds. */
  public int rows() {
    return place.rows();
  }

  /** Adds the rows to pages of their layout. */
  public void read(RowPages into) {
    file.read(this, into);
  }
}
