package io.sampo.cluster.harness;

import io.sampo.cluster.process.JavaCommand;
import io.sampo.cluster.process.NodeMain;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.runtime.exchange.LinkFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Troubles with the connections for blocks of workers that are processes: the test writes into a
 * folder what is to happen, and the process, of this class instead of {@link NodeMain}, does it.
 */
public final class Faults {
  private static final String FOLDER = "sampo.test.faults";
  private static final long BETWEEN_LOOKS = 5_000_000;

  private final Path folder;

  /** Told to one process. */
  private enum Trouble {
    CUT,
    REFUSE,
    ACCEPT
  }

  /** Troubles that are told in a folder of their own, which is made. */
  public Faults(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How to start members that have these troubles. */
  public JavaCommand command() {
    JavaCommand own = JavaCommand.likeThisProcess().with("-D" + FOLDER + "=" + folder);
    return new JavaCommand(own.java(), own.options(), own.classPath(), Faults.class.getName());
  }

  /** Starts a member. */
  public static void main(String[] words) {
    Path folder = Path.of(Objects.requireNonNull(System.getProperty(FOLDER)));
    var links = new LinkFaults();
    Thread.ofPlatform().daemon().name("test-faults").start(() -> obey(folder, links));
    NodeMain.run(List.of(words), links);
  }

  private static void obey(Path folder, LinkFaults links) {
    String mine = ProcessHandle.current().pid() + "-";
    for (int next = 1; ; LockSupport.parkNanos(BETWEEN_LOOKS)) {
      for (Trouble trouble : Trouble.values()) {
        Path told = folder.resolve(mine + next + "-" + trouble);
        if (Files.exists(told)) {
          switch (trouble) {
            case CUT -> links.cut();
            case REFUSE -> links.refuse(true);
            case ACCEPT -> links.refuse(false);
          }
          try {
            Files.writeString(told.resolveSibling(told.getFileName() + "-done"), "");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          next++;
        }
      }
    }
  }

  /** Ends all connections for blocks that the worker has. */
  public void cut(NodeProcess worker) {
    tell(worker, Trouble.CUT);
  }

  /** From now on the worker's connections for blocks end when they are used. */
  public void refuse(NodeProcess worker) {
    tell(worker, Trouble.REFUSE);
  }

  /** From now on they are as they should be. */
  public void accept(NodeProcess worker) {
    tell(worker, Trouble.ACCEPT);
  }

  /** Returns when it has happened. */
  private void tell(NodeProcess worker, Trouble trouble) {
    String prefix = worker.pid() + "-";
    int number = 1;
    try (var told = Files.list(folder)) {
      number +=
          (int)
              told.map(file -> file.getFileName().toString())
                  .filter(file -> file.startsWith(prefix) && file.endsWith("-done"))
                  .count();
      Path file = folder.resolve(prefix + number + "-" + trouble);
      Files.writeString(file, "");
      Path done = folder.resolve(file.getFileName() + "-done");
      Processes.await(trouble + " at " + worker.pid(), () -> Files.exists(done));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
