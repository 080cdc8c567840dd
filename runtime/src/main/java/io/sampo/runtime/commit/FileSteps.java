package io.sampo.runtime.commit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The changes a commit makes to a file system, one by one. Safe for use by many threads. */
public interface FileSteps {
  /** Those of the file system that paths belong to. */
  FileSteps REAL = new Real();

  /** Makes a folder with all that are missing above it. */
  void createFolders(Path folder) throws IOException;

  /** Creates or replaces a text file; when it fails the file may hold some of the lines. */
  void write(Path file, List<String> lines) throws IOException;

  /**
   * Renames at once. A file replaces another one, a folder only an empty one.
   *
   * @throws IOException when there is nothing to rename, or something is in the way
   */
  void move(Path from, Path to) throws IOException;

  /** Removes a file or an empty folder; what is not there is no error. */
  void delete(Path path) throws IOException;

  /** As the file system does it. */
  final class Real implements FileSteps {
    private Real() {}

    @Override
    public void createFolders(Path folder) throws IOException {
      Files.createDirectories(folder);
    }

    @Override
    public void write(Path file, List<String> lines) throws IOException {
      Files.write(file, lines, StandardCharsets.UTF_8);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
      Files.deleteIfExists(path);
    }
  }
}
