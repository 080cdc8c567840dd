package io.sampo.runtime.commit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says by a locked file that a writer lives. The file is there before the staging folder and goes
 * after it.
 */
final class Owner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

  /** Files of this process: opening one again would end its lock. */
  private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

  private static final long BETWEEN_TRIES = 20_000_000;

  private final String job;
  private final Path file;
  private final FileChannel channel;
  private final FileSteps steps;

  private Owner(String job, Path file, FileChannel channel, FileSteps steps) {
    this.job = job;
    this.file = file;
    this.channel = channel;
    this.steps = steps;
  }

  /**
   * A writer; waits while another one of the same name lives.
   *
   * @param job the name of the write
   * @param folder where its file is
   * @param prefix what the file's name begins with
   */
  static Owner of(String job, Path folder, String prefix, FileSteps steps) throws IOException {
    Path file = folder.toRealPath().resolve(prefix + Names.OWNER + job);
    @Nullable Owner owner = null;
    while (owner == null) {
      owner = tryOf(job, file, steps);
      if (owner == null) {
        LockSupport.parkNanos(BETWEEN_TRIES);
        if (Thread.interrupted()) {
          throw new InterruptedIOException("interrupted while another writer of the name lives");
        }
      }
    }
    return owner;
  }

  private static @Nullable Owner tryOf(String job, Path file, FileSteps steps) throws IOException {
    if (!LIVING.add(file)) {
      return null;
    }
    boolean locked = false;
    @Nullable FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      // Another process may have taken the file for a dead writer's just now.
      locked = lock != null && Files.exists(file);
      return locked ? new Owner(job, file, channel, steps) : null;
    } finally {
      if (!locked) {
        if (channel != null) {
          channel.close();
        }
        LIVING.remove(file);
      }
    }
  }

  /** The name of the write, unlike all others. */
  String job() {
    return job;
  }

  /**
   * Removes what writers that died have left in a folder.
   *
   * @param spared the name of a write whose files stay
   */
  static void clear(Path folder, String prefix, Path target, String spared, FileSteps steps) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    String start = prefix + Names.OWNER;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder.toRealPath(), path -> path.getFileName().toString().startsWith(start))) {
      for (Path file : files) {
        if (!LIVING.contains(file) && !file.getFileName().toString().equals(start + spared)) {
          clearDead(file, start, target, steps);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot remove what writers left in {}: {}", folder, e.toString());
    }
  }

  private static void clearDead(Path file, String start, Path target, FileSteps steps)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        // What has happened is carried out; nobody else will ask for the rest.
        Recovery.ofTarget(target, steps);
        String name = file.getFileName().toString();
        String staging =
            start.substring(0, start.length() - Names.OWNER.length())
                + Names.STAGING
                + name.substring(start.length());
        Recovery.deleteAll(file.resolveSibling(staging), steps);
        steps.delete(file);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone already", file);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      steps.delete(file);
    } finally {
      LIVING.remove(file);
    }
  }
}
