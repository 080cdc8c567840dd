package io.sampo.runtime.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one process spills to. Below each folder given it has one of its own, made at the first
 * spill, beside a lock file that it holds while it lives: what a process that died left behind is
 * found by its lock being free, and removed. Safe for use by many threads.
 */
public final class SpillFolders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpillFolders.class);
  private static final String PREFIX = "sampo-spill-";
  private static final String LOCK = ".lock";

  /**
   * Lock files of this process. It must not even open them a second time: closing any channel of a
   * file gives up all locks that the process has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final List<Path> roots;
  private final FileOpening opening;
  private final List<@Nullable Owned> owned = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong spaces = new AtomicLong();
  private boolean closed;

  /** A folder of this process. */
  private record Owned(Path folder, Path lockFile, FileChannel channel, FileLock lock) {}

  /** Removes what dead processes left below the folders; those need not exist yet. */
  public SpillFolders(List<Path> roots) {
    this(roots, FileOpening.PLAIN);
  }

  /** The same with files that are opened in another way. */
  public SpillFolders(List<Path> roots, FileOpening opening) {
    this.opening = opening;
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("no folder to spill to");
    }
    this.roots = List.copyOf(roots);
    for (Path root : roots) {
      owned.add(null);
      clear(root);
    }
  }

  /** The space of one query; created on disk when something is written. */
  public SpillSpace open() {
    return new SpillSpace(this, spaces.incrementAndGet());
  }

  /**
   * A folder of this process for files that whoever asks looks after; the folders are taken in
   * turn.
   *
   * @throws IOException when it cannot be made, or spilling has ended
   */
  public Path next(String name) throws IOException {
    return folder(next()).resolve(name);
  }

  /** Makes a file. The caller closes and removes it. */
  public FileChannel newFile(Path file) throws IOException {
    return opening.open(file);
  }

  int count() {
    return roots.size();
  }

  /** Takes the folders in turn. */
  int next() {
    return Math.floorMod(turn.getAndIncrement(), roots.size());
  }

  Path root(int index) {
    return roots.get(index);
  }

  /** This process's folder below one of the folders. */
  synchronized Path folder(int index) throws IOException {
    if (closed) {
      throw new IOException("spilling has ended");
    }
    Owned mine = owned.get(index);
    while (mine == null) {
      mine = create(roots.get(index));
      owned.set(index, mine);
    }
    return mine.folder;
  }

  private static @Nullable Owned create(Path root) throws IOException {
    Files.createDirectories(root);
    String name = PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    Path lockFile = root.resolve(name + LOCK).toAbsolutePath().normalize();
    OWN.add(lockFile);
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    // Another process that starts just now may have taken the file for a dead one's.
    if (lock == null || !Files.exists(lockFile)) {
      channel.close();
      OWN.remove(lockFile);
      return null;
    }
    return new Owned(Files.createDirectory(root.resolve(name)), lockFile, channel, lock);
  }

  private static void clear(Path root) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(root, PREFIX + "*" + LOCK)) {
      for (Path lockFile : locks) {
        if (!OWN.contains(lockFile.toAbsolutePath().normalize())) {
          clearDead(lockFile);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot clear what was spilled to {}: {}", root, e.toString());
    }
  }

  private static void clearDead(Path lockFile) {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        String name = lockFile.getFileName().toString();
        delete(lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length())));
        Files.deleteIfExists(lockFile);
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is being cleared by this process", lockFile);
    } catch (IOException e) {
      LOG.warn("Cannot remove {}: {}", lockFile, e.toString());
    }
  }

  /** Removes a folder with all that is in it; one that does not exist is no error. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Removes this process's folders. May be called twice. */
  @Override
  public synchronized void close() {
    closed = true;
    for (int i = 0; i < owned.size(); i++) {
      Owned mine = owned.get(i);
      if (mine == null) {
        continue;
      }
      owned.set(i, null);
      try (FileChannel channel = mine.channel;
          FileLock lock = mine.lock) {
        delete(mine.folder);
        Files.deleteIfExists(mine.lockFile);
        OWN.remove(mine.lockFile);
        LOG.debug("removed {} under {} of {}", mine.folder, lock, channel);
      } catch (IOException e) {
        LOG.warn("Cannot remove {}: {}", mine.folder, e.toString());
      }
    }
  }
}
