package io.sampo.runtime.commit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Carries out the records of writes that have happened. */
final class Recovery {
  private static final int MOST_TRIES = 100;

  private Recovery() {}

  /** Carries out all records of a target, those inside of it and the one beside it. */
  static void ofTarget(Path target, FileSteps steps) throws IOException {
    Path beside = Names.recordBeside(target);
    // A lock without a record was left by a crash; it goes when it is taken.
    if (Files.exists(beside) || Files.exists(Names.lockOf(beside))) {
      of(beside, steps);
    }
    if (Files.isDirectory(target)) {
      for (Path record : recordsIn(target)) {
        of(record, steps);
      }
    }
  }

  private static List<Path> recordsIn(Path folder) throws IOException {
    var records = new ArrayList<Path>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, Names.RECORD + "*")) {
      found.forEach(records::add);
    }
    records.sort(null);
    return records;
  }

  /** Carries out one record, unless somebody else has by the time it is this one's turn. */
  static void of(Path found, FileSteps steps) throws IOException {
    Path record = found.toAbsolutePath().normalize();
    try (FolderLock lock = FolderLock.take(Names.lockOf(record), steps)) {
      locked(record, steps);
    }
  }

  /** As {@link #of}, by who holds the lock. */
  static void locked(Path record, FileSteps steps) throws IOException {
    CommitRecord commit;
    try {
      commit = CommitRecord.read(record);
    } catch (NoSuchFileException e) {
      return;
    }
    Path base = record.resolveSibling(".").normalize();
    var parents = new TreeSet<Path>(Comparator.reverseOrder());
    for (String name : commit.removed()) {
      Path file = base.resolve(name);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file)) {
        steps.delete(file);
      }
      for (Path up = file.getParent();
          up != null && !up.equals(base) && up.startsWith(base);
          up = up.getParent()) {
        parents.add(up);
      }
    }
    for (CommitRecord.Move move : commit.moves()) {
      Path from = base.resolve(move.from()).normalize();
      Path to = base.resolve(move.to());
      if (Files.exists(from)) {
        steps.createFolders(to.resolveSibling(".").normalize());
        steps.move(from, to);
      }
    }
    for (Path folder : parents) {
      deleteIfEmpty(folder, steps);
    }
    if (!commit.marker().isEmpty()) {
      steps.write(base.resolve(commit.marker()), List.of(commit.job()));
    }
    steps.delete(record);
    deleteAll(base.resolve(commit.staging()).normalize(), steps);
  }

  private static void deleteIfEmpty(Path folder, FileSteps steps) throws IOException {
    try {
      steps.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // It is in use.
    }
  }

  /**
   * Removes a folder with all that is in it; one that does not exist is no error. Tasks may still
   * write that have not heard yet that their write is over: so the folder is renamed first, and
   * they find it no more. What is just being made or removed in it is looked at again.
   */
  static void deleteAll(Path folder, FileSteps steps) throws IOException {
    Path gone = folder.resolveSibling(folder.getFileName() + Names.GONE);
    deleteRenamed(gone, steps);
    if (Files.exists(folder)) {
      steps.move(folder, gone);
      deleteRenamed(gone, steps);
    }
  }

  private static void deleteRenamed(Path folder, FileSteps steps) throws IOException {
    for (int tries = 1; Files.exists(folder); tries++) {
      try {
        deleteWhatIsThere(folder, steps);
      } catch (NoSuchFileException | DirectoryNotEmptyException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  private static void deleteWhatIsThere(Path folder, FileSteps steps) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : all) {
      steps.delete(path);
    }
  }
}
