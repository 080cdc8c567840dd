package io.sampo.runtime.exchange;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.compress.CompressionException;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.spill.FileOpening;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps blocks in memory up to a bound and writes the oldest ones to files beyond it.
 * Buffers that come in move from their allocator to the store's without a copy; both must hang
 * below the same budget.
 *
 * <p>Rows kept for later queries have a share of the memory; below it blocks of queries on their
 * way go to disk first, and what may only be in memory stays there.
 */
public final class SpillingBlockStore implements BlockStore {
  private static final int REMEMBERED_QUERIES = 10_000;

  /** Who adds blocks waits for a slow disk once they exceed their memory by one part of so many. */
  private static final int EXCESS_SHARE = 4;

  /** Kept rows take one part of so many of the memory of blocks. */
  private static final int KEPT_SHARE = 2;

  private final String node;
  private final BufferAllocator allocator;
  private final ExchangeSettings settings;
  private final SpillFiles files;
  private final ReentrantLock lock = new ReentrantLock();

  /** Held by the one thread that writes files now. */
  private final ReentrantLock spilling = new ReentrantLock();

  private final Map<ProducerAttempt, AttemptBlocks> attempts = new HashMap<>();
  private final ArrayDeque<StoredBlock> inMemory = new ArrayDeque<>();
  private final ArrayDeque<StoredBlock> keptInMemory = new ArrayDeque<>();

  /** Those that stay in memory, and those that are on their way to disk. */
  private final ArrayDeque<StoredBlock> pinned = new ArrayDeque<>();

  private final ArrayDeque<StoredBlock> forDisk = new ArrayDeque<>();
  private final Set<String> releasedQueries =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED_QUERIES;
            }
          });
  private long blocks;
  private long memoryBytes;
  private long keptBytes;
  private long keptBlocks;
  private long diskBytes;
  private boolean closed;

  /**
   * @param node the id of the node, for errors
   * @param allocator accounts the blocks; the store closes it
   */
  public SpillingBlockStore(String node, BufferAllocator allocator, ExchangeSettings settings) {
    this(node, allocator, settings, FileOpening.PLAIN);
  }

  /** The same with files that are opened in another way. */
  public SpillingBlockStore(
      String node, BufferAllocator allocator, ExchangeSettings settings, FileOpening opening) {
    this.node = node;
    this.allocator = allocator;
    this.settings = settings;
    this.files = new SpillFiles(settings.folder(), opening);
  }

  @Override
  public BlockWriter write(ProducerAttempt attempt, int consumers) {
    return write(attempt, consumers, BlockPlace.ANYWHERE);
  }

  @Override
  public BlockWriter keep(ProducerAttempt attempt, BlockPlace place) {
    return write(attempt, 1, place);
  }

  private BlockWriter write(ProducerAttempt attempt, int consumers, BlockPlace place) {
    release(attempt);
    var written = new AttemptBlocks(attempt, consumers, place);
    lock.lock();
    try {
      written.released = closed || releasedQueries.contains(attempt.query());
      if (!written.released) {
        attempts.put(attempt, written);
      }
    } finally {
      lock.unlock();
    }
    return new StoreWriter(this, written);
  }

  void add(AttemptBlocks written, int consumer, BlockContent content) {
    ArrowBuf buffer;
    int checksum;
    try (content) {
      if (content.bytes() > BlockBytes.MOST_BYTES) {
        throw SampoException.internal("a block of " + content.bytes() + " bytes", null);
      }
      checksum = BlockBytes.checksum(content.buffer(), content.bytes());
      buffer = MemoryBudget.handOver(content.buffer(), allocator);
    }
    List<Runnable> wakers = List.of();
    lock.lock();
    try {
      if (written.released) {
        buffer.close();
      } else {
        List<StoredBlock> list = written.consumers.get(consumer);
        BlockAddress address = written.attempt.forConsumer(consumer).block(list.size());
        var block = new StoredBlock(address, content, buffer, checksum, written.place);
        makeRoom(block);
        list.add(block);
        queue(block).addLast(block);
        blocks++;
        keptBlocks += block.mayBe.isKept() ? 1 : 0;
        countMemory(block, block.bytes);
        wakers = written.takeWakers();
      }
    } finally {
      lock.unlock();
    }
    wakers.forEach(Runnable::run);
    spillKept();
    spill(settings.memoryBytes());
  }

  /** Under the lock: refuses a block that may only be in memory, where there is no more room. */
  private void makeRoom(StoredBlock block) {
    if (block.mayBe == BlockPlace.KEPT_IN_MEMORY && keptBytes + block.bytes > mostKept()) {
      Objects.requireNonNull(block.buffer).close();
      throw new SampoException(
          ErrorCode.KEPT_ROWS_TOO_LARGE, Map.of("node", node, "limit", mostKept() + " bytes"));
    }
  }

  /** Kept rows take this much of the memory of blocks. */
  private long mostKept() {
    return settings.memoryBytes() / KEPT_SHARE;
  }

  private ArrayDeque<StoredBlock> queue(StoredBlock block) {
    return switch (block.mayBe) {
      case ANYWHERE -> inMemory;
      case KEPT_ANYWHERE -> keptInMemory;
      case KEPT_ON_DISK -> forDisk;
      case KEPT_IN_MEMORY -> pinned;
    };
  }

  private void countMemory(StoredBlock block, long bytes) {
    memoryBytes += bytes;
    keptBytes += block.mayBe.isKept() ? bytes : 0;
  }

  /** Writes kept blocks to files that may not, or need not, be in memory. */
  private void spillKept() {
    while (hasKeptToSpill() && spilling.tryLock()) {
      try {
        StoredBlock block = takeKept();
        if (block != null) {
          spill(block);
        }
      } finally {
        spilling.unlock();
      }
    }
  }

  private boolean hasKeptToSpill() {
    lock.lock();
    try {
      return !forDisk.isEmpty() || keptBytes > mostKept() && !keptInMemory.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable StoredBlock takeKept() {
    lock.lock();
    try {
      StoredBlock first = held(forDisk);
      return first == null && keptBytes > mostKept() ? held(keptInMemory) : first;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: the first block, of whose buffer a reference is taken for the caller. */
  private static @Nullable StoredBlock held(ArrayDeque<StoredBlock> queue) {
    StoredBlock first = queue.pollFirst();
    while (first != null && first.released) {
      first = queue.pollFirst();
    }
    if (first != null && first.buffer != null) {
      first.buffer.getReferenceManager().retain();
    }
    return first;
  }

  List<PartitionSummary> commit(AttemptBlocks written) {
    List<Runnable> wakers;
    List<PartitionSummary> summaries;
    lock.lock();
    try {
      written.committed = true;
      wakers = written.takeWakers();
      summaries = written.summaries();
    } finally {
      lock.unlock();
    }
    wakers.forEach(Runnable::run);
    return summaries;
  }

  /**
   * Writes the oldest blocks to files until at most so many bytes are in memory. Safe for use by
   * many threads: all but one return at once, unless there are far too many bytes.
   *
   * @return the bytes that left memory, those of blocks that readers hold included
   * @throws SampoException FAILED_WRITE_FILE; the blocks stay in memory then
   */
  public long spill(long bytesToKeep) {
    return spill(bytesToKeep, bytesToKeep + settings.memoryBytes() / EXCESS_SHARE);
  }

  /**
   * @param mostAhead above so many bytes it waits for those who write files now
   */
  private long spill(long bytesToKeep, long mostAhead) {
    long freed = 0;
    while (isAbove(bytesToKeep) && mayWrite(mostAhead)) {
      try {
        StoredBlock block = eldest(bytesToKeep);
        if (block == null) {
          return freed;
        }
        freed += spill(block);
      } finally {
        spilling.unlock();
      }
    }
    return freed;
  }

  /** Takes the lock of the one who writes. */
  private boolean mayWrite(long mostAhead) {
    if (spilling.tryLock()) {
      return true;
    }
    if (!isAbove(mostAhead)) {
      return false;
    }
    spilling.lock();
    return true;
  }

  /**
   * Makes room for others: writes the oldest blocks to files until at least so many bytes left
   * memory, or there are no more. Safe for use by many threads; they wait for each other.
   *
   * @return the bytes that left memory, those of blocks that readers hold included
   * @throws SampoException FAILED_WRITE_FILE; the blocks stay in memory then
   */
  public long reclaim(long bytes) {
    return spill(Math.max(0, usage().memoryBytes() - bytes), 0);
  }

  private boolean isAbove(long bytesToKeep) {
    lock.lock();
    try {
      return memoryBytes > bytesToKeep && !(inMemory.isEmpty() && keptInMemory.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  private @Nullable StoredBlock eldest(long bytesToKeep) {
    lock.lock();
    try {
      if (memoryBytes <= bytesToKeep) {
        return null;
      }
      StoredBlock first = held(inMemory);
      return first == null ? held(keptInMemory) : first;
    } finally {
      lock.unlock();
    }
  }

  /** Writes one block, of whose buffer the caller holds a reference, which is given back. */
  private long spill(StoredBlock block) {
    ArrowBuf buffer = block.buffer;
    if (buffer == null) {
      return 0;
    }
    StoredBlock.Place place;
    try (var content = new BlockContent(buffer, block.bytes, block.rows, block.rowChecksum)) {
      try (BlockBytes.Packed packed = packed(content)) {
        place = files.append(block.address.partition().producer().query(), packed);
      } catch (RuntimeException e) {
        putBack(block);
        throw e;
      }
    }
    lock.lock();
    try {
      if (block.released) {
        files.released(place.segment());
        return 0;
      }
      block.place = place;
      block.buffer = null;
      buffer.getReferenceManager().release();
      countMemory(block, -block.bytes);
      diskBytes += place.length();
      return block.bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Compressed where there is room for that. */
  private BlockBytes.Packed packed(BlockContent content) {
    try {
      return BlockBytes.pack(content, settings.compression(), allocator);
    } catch (SampoException e) {
      if (e.code() != ErrorCode.OUT_OF_MEMORY) {
        throw e;
      }
      return BlockBytes.pack(content, Compression.NONE, allocator);
    }
  }

  private void putBack(StoredBlock block) {
    lock.lock();
    try {
      queue(block).addFirst(block);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Availability availability(BlockAddress address, Runnable waker) {
    lock.lock();
    try {
      AttemptBlocks written = attempts.get(address.partition().producer());
      if (written == null || address.partition().consumer() >= written.consumers.size()) {
        return Availability.LOST;
      }
      if (address.sequence() < written.consumers.get(address.partition().consumer()).size()) {
        return Availability.READY;
      }
      if (written.committed) {
        return Availability.END;
      }
      written.wakeLater(waker);
      return Availability.PENDING;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public BlockContent read(BlockAddress address) {
    StoredBlock block;
    StoredBlock.Place place;
    lock.lock();
    try {
      block = find(address);
      if (block.buffer != null) {
        block.buffer.getReferenceManager().retain();
        return new BlockContent(block.buffer, block.bytes, block.rows, block.rowChecksum);
      }
      place = block.place;
      if (place == null) {
        throw lost(address, "it is neither in memory nor in a file", null);
      }
      place.segment().live++;
    } finally {
      lock.unlock();
    }
    try {
      return readFile(block, place);
    } finally {
      lock.lock();
      try {
        files.released(place.segment());
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public int checksum(BlockAddress address, BlockContent content) {
    lock.lock();
    try {
      return find(address).checksum;
    } finally {
      lock.unlock();
    }
  }

  private StoredBlock find(BlockAddress address) {
    AttemptBlocks written = attempts.get(address.partition().producer());
    int consumer = address.partition().consumer();
    if (written == null
        || consumer >= written.consumers.size()
        || address.sequence() >= written.consumers.get(consumer).size()) {
      throw lost(address, "it is not here", null);
    }
    return written.consumers.get(consumer).get(address.sequence());
  }

  private BlockContent readFile(StoredBlock block, StoredBlock.Place place) {
    ArrowBuf packed = room(place.length());
    ArrowBuf buffer;
    try {
      place.segment().read(place.offset(), BlockBytes.view(packed, place.length()));
    } catch (IOException e) {
      packed.close();
      throw lost(block.address, "its file cannot be read", e);
    }
    try {
      buffer =
          BlockBytes.unpack(
              new BlockBytes.Packed(packed, place.length(), place.compression()),
              block.bytes,
              this::room);
    } catch (CompressionException e) {
      throw lost(block.address, "its bytes on disk are damaged", e);
    }
    if (BlockBytes.checksum(buffer, block.bytes) != block.checksum) {
      buffer.close();
      throw lost(block.address, "its bytes on disk are damaged", null);
    }
    return new BlockContent(buffer, block.bytes, block.rows, block.rowChecksum);
  }

  /** Memory for a block, of which others go to disk when there is none left. */
  private ArrowBuf room(long bytes) {
    while (true) {
      try {
        return BlockBytes.allocate(allocator, bytes);
      } catch (SampoException e) {
        if (e.code() != ErrorCode.OUT_OF_MEMORY || reclaim(bytes) == 0) {
          throw e;
        }
      }
    }
  }

  private SampoException lost(BlockAddress address, String details, @Nullable Throwable cause) {
    return new BlockLoss(address, node).toException(details, cause);
  }

  @Override
  public void release(ProducerAttempt attempt) {
    List<Runnable> wakers;
    lock.lock();
    try {
      wakers = drop(attempts.remove(attempt));
    } finally {
      lock.unlock();
    }
    wakers.forEach(Runnable::run);
  }

  @Override
  public void release(String query) {
    var wakers = new ArrayList<Runnable>();
    lock.lock();
    try {
      releasedQueries.add(query);
      List<ProducerAttempt> mine =
          attempts.keySet().stream().filter(attempt -> attempt.query().equals(query)).toList();
      mine.forEach(attempt -> wakers.addAll(drop(attempts.remove(attempt))));
      files.closed(query);
    } finally {
      lock.unlock();
    }
    wakers.forEach(Runnable::run);
  }

  /** Under the lock. */
  private List<Runnable> drop(@Nullable AttemptBlocks written) {
    if (written == null) {
      return List.of();
    }
    written.released = true;
    for (List<StoredBlock> list : written.consumers) {
      list.forEach(this::drop);
    }
    for (ArrayDeque<StoredBlock> queue : List.of(inMemory, keptInMemory, forDisk, pinned)) {
      queue.removeIf(block -> block.released);
    }
    return written.takeWakers();
  }

  private void drop(StoredBlock block) {
    block.released = true;
    blocks--;
    keptBlocks -= block.mayBe.isKept() ? 1 : 0;
    if (block.buffer != null) {
      countMemory(block, -block.bytes);
      block.buffer.getReferenceManager().release();
      block.buffer = null;
    }
    if (block.place != null) {
      diskBytes -= block.place.length();
      files.released(block.place.segment());
    }
  }

  @Override
  public Usage usage() {
    lock.lock();
    try {
      return new Usage(blocks, memoryBytes, diskBytes, keptBlocks);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    var wakers = new ArrayList<Runnable>();
    spilling.lock();
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      attempts.values().forEach(written -> wakers.addAll(drop(written)));
      attempts.clear();
      files.close();
    } finally {
      lock.unlock();
      spilling.unlock();
    }
    wakers.forEach(Runnable::run);
    allocator.close();
  }
}
