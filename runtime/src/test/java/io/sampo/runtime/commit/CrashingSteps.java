package io.sampo.runtime.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Steps of a process that dies before one of them, or in the middle of writing a file. */
final class CrashingSteps implements FileSteps {
  /** The process is dead: nothing of it does anything any more. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final int last;
  private final List<String> done = new ArrayList<>();

  /**
   * @param last how many steps are done before the crash
   */
  CrashingSteps(int last) {
    this.last = last;
  }

  private boolean step(String what) {
    if (done.size() == last) {
      return false;
    }
    done.add(what);
    return true;
  }

  private void require(String what) {
    if (!step(what)) {
      throw new Crash();
    }
  }

  /** What was done before the crash. */
  List<String> done() {
    return done;
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    require("create " + folder);
    REAL.createFolders(folder);
  }

  @Override
  public void write(Path file, List<String> lines) throws IOException {
    if (!step("write " + file)) {
      REAL.write(file, lines.subList(0, lines.size() / 2));
      throw new Crash();
    }
    REAL.write(file, lines);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    require("move " + from + " to " + to);
    REAL.move(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    require("delete " + path);
    REAL.delete(path);
  }
}
