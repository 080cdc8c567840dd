package io.sampo.runtime.exchange;

import io.sampo.runtime.spill.FileOpening;
import io.sampo.runtime.spill.SpillFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The files of a store: for each query one that grows, and full ones. Appending is done by one
 * thread at a time.
 */
final class SpillFiles {
  private static final long SEGMENT_BYTES = 256L << 20;

  /** Stores of one process may share folders. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final SpillFolders folders;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SpillSegment> growing = new HashMap<>();
  private final Set<SpillSegment> all = new HashSet<>();

  SpillFiles(Path folder, FileOpening opening) {
    this.folders = new SpillFolders(List.of(folder), opening);
  }

  /** Adds a block, which the segment counts as live. */
  StoredBlock.Place append(String query, BlockBytes.Packed packed) {
    SpillSegment segment = segment(query);
    long offset;
    try {
      offset = segment.append(BlockBytes.view(packed.buffer(), packed.bytes()));
    } catch (RuntimeException e) {
      released(segment);
      throw e;
    }
    return new StoredBlock.Place(segment, offset, packed.bytes(), packed.compression());
  }

  private SpillSegment segment(String query) {
    lock.lock();
    try {
      SpillSegment segment = growing.get(query);
      if (segment != null && segment.size() >= SEGMENT_BYTES) {
        finish(segment);
        segment = null;
      }
      if (segment == null) {
        segment = new SpillSegment(path(), folders::newFile);
        growing.put(query, segment);
        all.add(segment);
      }
      segment.live++;
      return segment;
    } finally {
      lock.unlock();
    }
  }

  private Path path() {
    String name = "blocks-" + NUMBERS.incrementAndGet();
    try {
      return folders.next(name);
    } catch (IOException e) {
      throw SpillSegment.failed(Path.of(name), e);
    }
  }

  /** One block or reader less. */
  void released(SpillSegment segment) {
    lock.lock();
    try {
      segment.live--;
      removeIfDone(segment);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more of the query will be kept. */
  void closed(String query) {
    lock.lock();
    try {
      SpillSegment segment = growing.remove(query);
      if (segment != null) {
        finish(segment);
      }
    } finally {
      lock.unlock();
    }
  }

  private void finish(SpillSegment segment) {
    segment.open = false;
    removeIfDone(segment);
  }

  private void removeIfDone(SpillSegment segment) {
    if (!segment.open && segment.live == 0 && all.remove(segment)) {
      segment.remove();
    }
  }

  void close() {
    lock.lock();
    try {
      all.forEach(SpillSegment::remove);
      all.clear();
      growing.clear();
      folders.close();
    } finally {
      lock.unlock();
    }
  }
}
