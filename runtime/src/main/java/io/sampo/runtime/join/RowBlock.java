package io.sampo.runtime.join;

import io.sampo.codegen.row.RowPages;

/**
 * Some rows of a file.
 *
 * @param offset where it begins in the file
 * @param bytes its bytes in the file
 * @param rows how many rows it holds
 * @param memory the bytes the rows take in memory
 * @param checksum of its bytes
 */
public record RowBlock(RowFile file, long offset, int bytes, int rows, long memory, int checksum) {
  /** Adds the rows to pages of their layout. */
  public void read(RowPages into) {
    file.read(this, into);
  }
}
