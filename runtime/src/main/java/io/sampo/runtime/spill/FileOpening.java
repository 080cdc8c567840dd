package io.sampo.runtime.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How a process opens the files to which it spills, for trying out what happens with other disks.
 * Called by many threads.
 */
@FunctionalInterface
public interface FileOpening {
  /** As the system does it. */
  FileOpening PLAIN =
      path ->
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);

  /**
   * A new file, for reading and writing at positions. The caller closes it.
   *
   * @throws IOException also when there is one
   */
  FileChannel open(Path path) throws IOException;
}
