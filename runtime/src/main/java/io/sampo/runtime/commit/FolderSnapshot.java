package io.sampo.runtime.commit;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of folders as they are at one moment between commits. A folder is listed until it looks
 * the same twice and no commit is on its way: what two listings agree on, while no record was there
 * at the begin of the second, was all there between them.
 */
public final class FolderSnapshot {
  private static final int MOST_LISTINGS = 1000;

  private FolderSnapshot() {}

  /**
   * Completes commits of a path that a crash has left half-way. Cheap when there are none.
   *
   * @throws SampoException FAILED_READ_FILE when that is not possible
   */
  public static void settle(Path path, FileSteps steps) {
    Path absolute = path.toAbsolutePath().normalize();
    if (absolute.getFileName() == null || !Files.exists(Names.recordBeside(absolute))) {
      return;
    }
    try {
      Recovery.ofTarget(absolute, steps);
    } catch (IOException e) {
      throw unfinished(path, e);
    }
  }

  /**
   * All files below a folder, in the order of their paths, without those that commits keep. Commits
   * that a crash has left half-way are completed first.
   *
   * @throws SampoException FAILED_READ_FILE when that is not possible
   */
  public static List<Path> of(Path folder, FileSteps steps) throws IOException {
    @Nullable List<Path> before = null;
    for (int i = 0; i < MOST_LISTINGS; i++) {
      List<Path> records = recordsBelow(folder);
      if (records.isEmpty()) {
        List<Path> now = walk(folder);
        if (now.equals(before)) {
          return now;
        }
        before = now;
      } else {
        complete(records, steps);
        before = null;
      }
    }
    throw unfinished(folder, new IOException("its files change all the time"));
  }

  private static void complete(List<Path> records, FileSteps steps) {
    for (Path record : records) {
      try {
        Recovery.of(record, steps);
      } catch (IOException e) {
        throw unfinished(record, e);
      }
    }
  }

  private static SampoException unfinished(Path path, IOException cause) {
    return new SampoException(
        ErrorCode.FAILED_READ_FILE,
        Map.of(
            "format",
            "input",
            "path",
            path,
            "details",
            "a write to it that was begun cannot be completed: " + cause),
        null,
        cause);
  }

  /** The records below a folder. */
  static List<Path> recordsBelow(Path folder) throws IOException {
    var records = new ArrayList<Path>();
    Files.walkFileTree(folder, new Walk(records, true));
    records.sort(null);
    return records;
  }

  /** The files below a folder as one listing finds them, sorted. */
  static List<Path> walk(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(folder, new Walk(files, false));
    files.sort(null);
    return files;
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final List<Path> found;
    private final boolean records;

    Walk(List<Path> found, boolean records) {
      this.found = found;
      this.records = records;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      Path name = folder.getFileName();
      return name != null && name.toString().contains(Names.STAGING)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      if (records ? name.startsWith(Names.RECORD) : isData(file, name)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isData(Path file, String name) {
      return !Names.isOurs(name) && Files.isRegularFile(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      // Removed between its listing and now: the next listing tells.
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure == null || failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
