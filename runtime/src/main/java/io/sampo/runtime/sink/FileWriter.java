package io.sampo.runtime.sink;

import io.sampo.codegen.vector.ColumnVector;

/**
 * Writes batches of rows to one file. Used by one thread. The file is complete only after {@link
 * #close()} returned; a file whose writer failed is left to whoever staged it.
 */
public interface FileWriter extends AutoCloseable {
  /**
   * Appends rows. Nothing of the columns is kept after the call.
   *
   * @param columns one for each column of the schema the writer was opened with, in its order
   * @param rowCount rows 0 to rowCount - 1 of the columns are written
   * @throws io.sampo.error.SampoException FAILED_WRITE_FILE when the file cannot be written
   */
  void write(ColumnVector[] columns, int rowCount);

  /** Bytes handed to the file so far. */
  long bytesWritten();

  /**
   * Writes what is left and closes the file. Later calls do nothing.
   *
   * @throws io.sampo.error.SampoException FAILED_WRITE_FILE when the file cannot be completed
   */
  @Override
  void close();
}
