package io.sampo.runtime.commit;

import java.nio.file.Path;

/**
 * The names of what a commit keeps in file systems: in the target when that is a folder already,
 * otherwise beside it, hidden by a dot.
 */
final class Names {
  /** In a target: what it is to become. Behind it the write's name. */
  static final String RECORD = "_sampo_commit_";

  /** Files that are not part of the target yet. Behind it the write's name. */
  static final String STAGING = "_sampo_staging_";

  /** Behind the name of a staging folder that is being removed. */
  static final String GONE = "_gone";

  /** Locked while the writer lives. Behind it the write's name. */
  static final String OWNER = "_sampo_owner_";

  private static final String LOCK = "_sampo_lock";
  private static final String ALL = "_sampo_";
  private static final String BESIDE = "_sampo_replaced";

  /** Tells which write was the last. */
  static final String MARKER = "_SUCCESS";

  private Names() {}

  /** Whether a file or folder is kept by commits. */
  static boolean isOurs(String name) {
    return name.startsWith(ALL) || name.startsWith(".") && name.contains(ALL);
  }

  /** What names begin with that are kept beside a target. */
  static String besidePrefix(Path target) {
    return "." + target.getFileName();
  }

  /** The record of a file's replacement by a folder. */
  static Path recordBeside(Path target) {
    return target.resolveSibling(besidePrefix(target) + BESIDE);
  }

  /** What is locked while a record is made or carried out. */
  static Path lockOf(Path record) {
    String name = record.getFileName().toString();
    return name.startsWith(RECORD)
        ? record.resolveSibling(LOCK)
        : record.resolveSibling(name + "_lock");
  }

  /** What is locked while records of a folder are made or carried out. */
  static Path lockIn(Path folder) {
    return folder.resolve(LOCK);
  }
}
