package io.sampo.cluster.harness;

import io.sampo.cluster.node.NodeFaults;
import io.sampo.cluster.process.JavaCommand;
import io.sampo.cluster.process.NodeMain;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.runtime.exchange.LinkFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Troubles with the connections for blocks, and the disks, of workers that are processes: the test
 * writes into a folder what is to happen, and the process, of this class instead of {@link
 * NodeMain}, does it.
 */
public final class Faults {
  private static final String FOLDER = "sampo.test.faults";
  private static final String DONE = "-done";
  private static final long BETWEEN_LOOKS = 5_000_000;

  private final Path folder;

  /** Told to one process. */
  private enum Trouble {
    CUT,
    REFUSE,
    ACCEPT,
    SLOW,
    COUNT
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
    var disk = new SlowDisk();
    Thread.ofPlatform().daemon().name("test-faults").start(() -> obey(folder, links, disk));
    NodeMain.run(List.of(words), new NodeFaults(links, disk));
  }

  private static void obey(Path folder, LinkFaults links, SlowDisk disk) {
    String mine = ProcessHandle.current().pid() + "-";
    for (int next = 1; ; LockSupport.parkNanos(BETWEEN_LOOKS)) {
      for (Trouble trouble : Trouble.values()) {
        Path told = folder.resolve(mine + next + "-" + trouble);
        if (Files.exists(told)) {
          String answer = answer(trouble, links, disk);
          Path done = told.resolveSibling(told.getFileName() + DONE);
          try {
            Path draft = Files.writeString(folder.resolve(mine + "draft"), answer);
            Files.move(draft, done, StandardCopyOption.ATOMIC_MOVE);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          next++;
        }
      }
    }
  }

  private static String answer(Trouble trouble, LinkFaults links, SlowDisk disk) {
    switch (trouble) {
      case CUT -> links.cut();
      case REFUSE -> links.refuse(true);
      case ACCEPT -> links.refuse(false);
      case SLOW -> disk.slow();
      case COUNT -> {
        return Long.toString(disk.delayed());
      }
    }
    return "";
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

  /** From now on each of the worker's reads and writes of what it spilled takes long. */
  public void slowDisk(NodeProcess worker) {
    tell(worker, Trouble.SLOW);
  }

  /** How many reads and writes of the worker have taken long. */
  public long slowed(NodeProcess worker) {
    return Long.parseLong(tell(worker, Trouble.COUNT));
  }

  /** Returns when it has happened, with what the process says. */
  private String tell(NodeProcess worker, Trouble trouble) {
    String prefix = worker.pid() + "-";
    int number = 1;
    try (var told = Files.list(folder)) {
      number +=
          (int)
              told.map(file -> file.getFileName().toString())
                  .filter(file -> file.startsWith(prefix) && file.endsWith(DONE))
                  .count();
      Path file = folder.resolve(prefix + number + "-" + trouble);
      Files.writeString(file, "");
      Path done = folder.resolve(file.getFileName() + DONE);
      Processes.await(trouble + " at " + worker.pid(), () -> Files.exists(done));
      return Files.readString(done);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
