package io.sampo.runtime.commit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One process, and one thread in it, at a time. The lock is that of a file, which ends with the
 * process; the file is removed with it. A thread holds one at a time.
 */
final class FolderLock implements AutoCloseable {
  private static final ReentrantLock[] THREADS = threads();

  private final Path file;
  private final FileSteps steps;
  private final ReentrantLock thread;
  private final FileChannel channel;

  private FolderLock(Path file, FileSteps steps, ReentrantLock thread, FileChannel channel) {
    this.file = file;
    this.steps = steps;
    this.thread = thread;
    this.channel = channel;
  }

  private static ReentrantLock[] threads() {
    var locks = new ReentrantLock[64];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantLock();
    }
    return locks;
  }

  /** Waits for the lock. */
  static FolderLock take(Path wished, FileSteps steps) throws IOException {
    Path folder = Objects.requireNonNull(wished.toAbsolutePath().getParent());
    // The same file by all its names.
    Path file = folder.toRealPath().resolve(wished.getFileName());
    ReentrantLock thread = THREADS[Math.floorMod(file.hashCode(), THREADS.length)];
    thread.lock();
    @Nullable FileChannel channel = null;
    try {
      while (channel == null) {
        channel = locked(file);
      }
      return new FolderLock(file, steps, thread, channel);
    } finally {
      if (channel == null) {
        thread.unlock();
      }
    }
  }

  /**
   * The locked file; null when its former owner removed it meanwhile. That it still is the file of
   * that name is seen by its key: no other can have it while this one is open.
   */
  private static @Nullable FileChannel locked(Path file) throws IOException {
    boolean ours = false;
    @Nullable FileChannel channel = null;
    try {
      if (!Files.exists(file)) {
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      }
      Object before = key(file);
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.lock();
      ours = Objects.equals(before, key(file));
      return ours ? channel : null;
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (!ours && channel != null) {
        channel.close();
      }
    }
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      steps.delete(file);
    } finally {
      thread.unlock();
    }
  }
}
