package io.sampo.runtime.commit;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.write.StagedFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A write to a folder, from its begin to its commit. Used by one thread; the staging folder is used
 * by all who write.
 */
public final class WriteJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteJob.class);

  /** What becomes of files that are there already. */
  public enum Mode {
    /** There must be none: the target does not exist. */
    CREATE,
    /** They stay. */
    APPEND,
    /** They go. */
    REPLACE
  }

  private final Path target;
  private final Mode mode;
  private final FileSteps steps;
  private final Owner owner;
  private final Path staging;
  private boolean closed;

  private WriteJob(Path target, Mode mode, FileSteps steps, Owner owner, Path staging) {
    this.target = target;
    this.mode = mode;
    this.steps = steps;
    this.owner = owner;
    this.staging = staging;
  }

  /**
   * Begins a write; what was begun before and has happened is carried out, what was left by writers
   * that died is removed, save what was left under the same name, which is taken over. Waits for a
   * living writer of that name.
   *
   * @param name of the write, unlike all others; letters, digits and hyphens
   * @throws SampoException PATH_ALREADY_EXISTS when the mode is to create; FAILED_WRITE_FILE
   */
  public static WriteJob begin(Path target, Mode mode, Optional<String> name, FileSteps steps) {
    Path absolute = target.toAbsolutePath().normalize();
    if (absolute.getFileName() == null) {
      throw failed(target, new IOException("it is the root of a file system"));
    }
    try {
      Recovery.ofTarget(absolute, steps);
      String job = name.orElseGet(() -> UUID.randomUUID().toString());
      boolean folder = Files.isDirectory(absolute);
      if (mode == Mode.CREATE && Files.exists(absolute) && !happened(absolute, job)) {
        throw exists(absolute);
      }
      if (mode == Mode.APPEND && !folder && Files.exists(absolute)) {
        throw failed(target, new IOException("it is a file, nothing can be appended to"));
      }
      Path parent = Objects.requireNonNull(absolute.getParent());
      String beside = Names.besidePrefix(absolute);
      Owner.clear(parent, beside, absolute, job, steps);
      Owner.clear(absolute, "", absolute, job, steps);
      boolean inside = folder && !Files.exists(parent.resolve(beside + Names.STAGING + job));
      Path root = inside ? absolute : parent;
      String prefix = inside ? "" : beside;
      steps.createFolders(root);
      Owner owner = Owner.of(job, root, prefix, steps);
      Path staging = root.resolve(prefix + Names.STAGING + job);
      var write = new WriteJob(absolute, mode, steps, owner, staging);
      boolean begun = false;
      try {
        steps.createFolders(staging);
        begun = true;
        return write;
      } finally {
        if (!begun) {
          write.close();
        }
      }
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  /**
   * Whether a write of this name has happened and its files, or its mark, are still there. A write
   * that has happened is carried out first.
   *
   * @throws SampoException FAILED_WRITE_FILE
   */
  public static boolean isCommitted(Path target, String name, FileSteps steps) {
    Path absolute = target.toAbsolutePath().normalize();
    try {
      if (absolute.getFileName() == null) {
        return false;
      }
      Recovery.ofTarget(absolute, steps);
      return happened(absolute, name);
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  private static boolean happened(Path target, String name) throws IOException {
    if (!Files.isDirectory(target)) {
      return false;
    }
    Path marker = target.resolve(Names.MARKER);
    if (Files.exists(marker) && Files.readString(marker).strip().equals(name)) {
      return true;
    }
    return FolderSnapshot.walk(target).stream()
        .anyMatch(file -> file.getFileName().toString().contains("-" + name + "."));
  }

  private static SampoException exists(Path target) {
    return new SampoException(ErrorCode.PATH_ALREADY_EXISTS, Map.of("path", target));
  }

  private static SampoException failed(Path target, IOException cause) {
    return new SampoException(
        ErrorCode.FAILED_WRITE_FILE,
        Map.of("path", target, "details", String.valueOf(cause)),
        null,
        cause);
  }

  /** The name of the write, unlike all others. */
  public String id() {
    return owner.job();
  }

  /** Where attempts of tasks make folders of their own. */
  public Path staging() {
    return staging;
  }

  /**
   * Makes these files part of the target, in this order, and no others, all at once.
   *
   * @param ending what the names of files end in
   * @throws SampoException PATH_ALREADY_EXISTS when the target was to be created and exists by now;
   *     FAILED_WRITE_FILE when the target is as it was, or, if that is said, will be as it should
   */
  public void commit(List<StagedFile> files, String ending) {
    try {
      if (Files.isDirectory(target)) {
        inside(files, ending);
      } else {
        beside(files, ending);
      }
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  private String place(StagedFile file, int number, String ending) {
    String name = String.format(Locale.ROOT, "part-%05d-%s", number, owner.job()) + ending;
    return file.folder().isEmpty() ? name : file.folder() + "/" + name;
  }

  /** A target that is no folder yet appears complete. */
  private void beside(List<StagedFile> files, String ending) throws IOException {
    Path complete = staging.resolve("complete");
    steps.createFolders(complete);
    var moved = new ArrayList<StagedFile>();
    for (int i = 0; i < files.size(); i++) {
      StagedFile file = files.get(i);
      Path to = complete.resolve(place(file, i, ending));
      steps.createFolders(Objects.requireNonNull(to.getParent()));
      steps.move(staging.resolve(file.file()), to);
      moved.add(
          new StagedFile(
              staging.relativize(to).toString(), file.folder(), file.rows(), file.bytes()));
    }
    steps.write(complete.resolve(Names.MARKER), List.of(owner.job()));
    if (Files.isRegularFile(target)) {
      replaceFile(complete);
      return;
    }
    try {
      steps.move(complete, target);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      // Somebody else has made it meanwhile.
      inside(moved, ending);
    }
  }

  private void replaceFile(Path complete) throws IOException {
    if (mode != Mode.REPLACE) {
      throw exists(target);
    }
    Path record = Names.recordBeside(target);
    Path parent = Objects.requireNonNull(target.getParent());
    String name = target.getFileName().toString();
    var commit =
        new CommitRecord(
            owner.job(),
            parent.relativize(staging).toString(),
            List.of(name),
            List.of(new CommitRecord.Move(parent.relativize(complete).toString(), name)),
            "");
    try (FolderLock lock = FolderLock.take(Names.lockOf(record), steps)) {
      record(commit, record);
    }
  }

  /** A folder gets a record, which is carried out. */
  private void inside(List<StagedFile> files, String ending) throws IOException {
    if (mode == Mode.CREATE) {
      throw exists(target);
    }
    var moves = new ArrayList<CommitRecord.Move>();
    for (int i = 0; i < files.size(); i++) {
      StagedFile file = files.get(i);
      Path from = staging.resolve(file.file());
      if (!Files.exists(from)) {
        throw new IOException(from + " is gone");
      }
      moves.add(new CommitRecord.Move(target.relativize(from).toString(), place(file, i, ending)));
    }
    try (FolderLock lock = FolderLock.take(Names.lockIn(target), steps)) {
      for (Path before : FolderSnapshot.recordsBelow(target)) {
        Recovery.locked(before, steps);
      }
      List<String> removed =
          mode == Mode.REPLACE
              ? FolderSnapshot.walk(target).stream()
                  .map(file -> target.relativize(file).toString())
                  .filter(file -> !file.equals(Names.MARKER))
                  .toList()
              : List.of();
      var commit =
          new CommitRecord(
              owner.job(), target.relativize(staging).toString(), removed, moves, Names.MARKER);
      record(commit, target.resolve(Names.RECORD + owner.job()));
    }
  }

  /** From the renaming on the write has happened, whatever comes. */
  private void record(CommitRecord commit, Path record) throws IOException {
    Path draft = staging.resolve("record");
    steps.write(draft, commit.lines());
    steps.move(draft, record);
    try {
      Recovery.locked(record, steps);
    } catch (IOException e) {
      throw new IOException(
          "the write is recorded in "
              + record
              + " and will be completed by the next reader or writer, but not now: "
              + e,
          e);
    }
  }

  /** Ends the write; when it was not committed nothing of it is left. May be called twice. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (owner) {
      if (isNoLongerNeeded()) {
        Recovery.deleteAll(staging, steps);
      }
    } catch (IOException e) {
      LOG.warn("Cannot remove {}; the next writer does: {}", staging, e.toString());
    }
  }

  /** Whether no record names files of the staging folder. */
  private boolean isNoLongerNeeded() {
    return !Files.exists(target.resolve(Names.RECORD + owner.job()))
        && !Files.exists(Names.recordBeside(target));
  }
}
