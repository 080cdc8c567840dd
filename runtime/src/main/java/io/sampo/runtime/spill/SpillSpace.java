package io.sampo.runtime.spill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What one query spills; removed when it is closed. Safe for use by many threads. */
public final class SpillSpace implements AutoCloseable {
  private final SpillFolders folders;
  private final long number;
  private final AtomicLong written = new AtomicLong();
  private final Map<Thread, AtomicLong> byThread = new ConcurrentHashMap<>();
  private final List<SpillFile> files = new ArrayList<>();
  private int opened;
  private boolean closed;

  SpillSpace(SpillFolders folders, long number) {
    this.folders = folders;
    this.number = number;
  }

  /**
   * A new empty file, closed and removed with the space at the latest.
   *
   * @param name what it is for: a word that may be part of a file's name
   */
  public synchronized SpillFile create(String name) {
    if (closed) {
      throw new IllegalStateException("the space is closed");
    }
    var file = new SpillFile(this, number + "-" + opened++ + "-" + name);
    files.add(file);
    return file;
  }

  SpillFolders folders() {
    return folders;
  }

  void wrote(long bytes) {
    written.addAndGet(bytes);
    byThread.computeIfAbsent(Thread.currentThread(), thread -> new AtomicLong()).addAndGet(bytes);
  }

  synchronized void removed(SpillFile file) {
    files.remove(file);
  }

  /** Bytes that the calling thread has written so far. */
  public long bytesWrittenHere() {
    AtomicLong bytes = byThread.get(Thread.currentThread());
    return bytes == null ? 0 : bytes.get();
  }

  /** Bytes written so far, also to files that are gone. */
  public long bytesWritten() {
    return written.get();
  }

  /** Removes all files. May be called twice. */
  @Override
  public void close() {
    List<SpillFile> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(files);
    }
    all.forEach(SpillFile::close);
  }
}
