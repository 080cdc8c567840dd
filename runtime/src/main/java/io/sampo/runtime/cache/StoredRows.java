package io.sampo.runtime.cache;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.config.StorageLevel;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.source.StoredTable;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a kept table in this process, filled once and then read by any number of threads.
 * They are freed when all who hold them have let go; who made them is the first to hold them.
 */
public final class StoredRows implements KeptRows {
  /** So many pieces for each task let fast tasks help slow ones. */
  private static final int PIECES_PER_TASK = 4;

  private final StructType schema;
  private final KeptMemory memory;
  private final StorageLevel level;
  private final List<Stored> blocks = new ArrayList<>();
  private final RowStatistics counting;
  private final AtomicInteger holders = new AtomicInteger(1);
  private @Nullable KeptFile file;

  /** Where a block's bytes are. */
  static final class Stored {
    private final KeptBlock block;
    private @Nullable ArrowBuf inMemory;
    private KeptFile.@Nullable Place onDisk;

    private Stored(KeptBlock block) {
      this.block = block;
    }

    KeptBlock block() {
      return block;
    }

    /** The bytes, which the caller closes. */
    ArrowBuf bytes(BufferAllocator allocator) {
      KeptFile.Place place;
      synchronized (this) {
        if (inMemory != null) {
          inMemory.getReferenceManager().retain();
          return inMemory;
        }
        place = onDisk;
      }
      if (place == null) {
        throw new IllegalStateException("a kept block was freed");
      }
      return place.read(allocator);
    }

    private synchronized void free() {
      if (inMemory != null) {
        inMemory.close();
        inMemory = null;
      }
    }
  }

  public StoredRows(StructType schema, StorageLevel level, KeptMemory memory) {
    this.schema = schema;
    this.level = level;
    this.memory = memory;
    this.counting = new RowStatistics(schema);
  }

  /**
   * Adds a batch, which stays the caller's.
   *
   * @return false when the level has no room for it
   */
  public boolean append(ColumnBatch batch) {
    counting.add(batch);
    KeptBlock.Packed packed = KeptBlock.of(batch, memory.allocator());
    var stored = new Stored(packed.block());
    boolean fits = level.useMemory() && memory.mayHold(packed.block().bytes());
    if (fits) {
      stored.inMemory = packed.bytes();
    } else if (level.useDisk()) {
      try (ArrowBuf bytes = packed.bytes()) {
        stored.onDisk = file().write(bytes, packed.block().bytes(), packed.block().rows());
      }
    } else {
      packed.bytes().close();
      return false;
    }
    synchronized (blocks) {
      blocks.add(stored);
    }
    return true;
  }

  private synchronized KeptFile file() {
    if (file == null) {
      file = new KeptFile(memory.space().create("kept"));
    }
    return file;
  }

  /** All rows are there. */
  public void complete() {
    memory.add(this);
  }

  /**
   * Moves rows from memory to disk, the first ones first; with a level that has no place on disk
   * all rows are freed unless a query reads them.
   *
   * @return the bytes that were freed
   */
  long evict(long wished) {
    if (!level.useDisk()) {
      long held = memoryBytes();
      if (held == 0 || !holders.compareAndSet(1, 0)) {
        return 0;
      }
      free();
      return held;
    }
    long freed = 0;
    synchronized (blocks) {
      for (Stored stored : blocks) {
        if (freed >= wished) {
          break;
        }
        freed += evict(stored);
      }
    }
    return freed;
  }

  private long evict(Stored stored) {
    synchronized (stored) {
      ArrowBuf bytes = stored.inMemory;
      if (bytes == null) {
        return 0;
      }
      stored.onDisk = file().write(bytes, stored.block.bytes(), stored.block.rows());
      stored.inMemory = null;
      bytes.close();
      return stored.block.bytes();
    }
  }

  private List<Stored> blocks() {
    synchronized (blocks) {
      return List.copyOf(blocks);
    }
  }

  private long memoryBytes() {
    return bytes(true);
  }

  private long diskBytes() {
    return bytes(false);
  }

  private long bytes(boolean wanted) {
    long total = 0;
    for (Stored stored : blocks()) {
      synchronized (stored) {
        total += (stored.inMemory != null) == wanted ? stored.block.bytes() : 0;
      }
    }
    return total;
  }

  @Override
  public String places() {
    return String.format(
        Locale.ROOT, "%,d bytes in memory, %,d bytes on disk", memoryBytes(), diskBytes());
  }

  @Override
  public TableStatistics statistics() {
    return counting.figures().statistics(schema, memoryBytes() + diskBytes());
  }

  @Override
  public StoredTable scan(KeptTable table) {
    return new KeptScan(table, this);
  }

  @Override
  public boolean isIntact() {
    return file == null || !file.isDamaged();
  }

  @Override
  public boolean retain() {
    return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  @Override
  public void release() {
    if (holders.updateAndGet(count -> Math.max(0, count - 1)) == 0) {
      free();
    }
  }

  private void free() {
    memory.remove(this);
    blocks().forEach(Stored::free);
    synchronized (this) {
      if (file != null) {
        file.close();
      }
    }
  }

  // ---- reading

  List<StoredTable.Piece> pieces(List<ColumnReference> output, int batchSize, int partitions) {
    int[] projection =
        output.stream().mapToInt(column -> schema.indexOf(column.name()).orElseThrow()).toArray();
    List<DataType> types = output.stream().map(ColumnReference::type).toList();
    List<Stored> all = blocks();
    int size = Math.max(1, all.size() / (partitions * PIECES_PER_TASK));
    var pieces = new ArrayList<StoredTable.Piece>();
    // One piece at least, since a grouping without keys needs a task even of no rows.
    for (int from = 0; from == 0 || from < all.size(); from += size) {
      int to = Math.min(all.size(), from + size);
      pieces.add(
          new Piece(from, to, all.subList(from, to), new Reading(projection, types, batchSize)));
    }
    return pieces;
  }

  private static BlockSupply supply(
      List<Stored> blocks, boolean needsBytes, BufferAllocator allocator) {
    Iterator<Stored> left = blocks.iterator();
    return () -> {
      if (!left.hasNext()) {
        return null;
      }
      Stored next = left.next();
      return new BlockSupply.Opened(next.block(), needsBytes ? next.bytes(allocator) : null);
    };
  }

  /** What is read of each block. */
  private record Reading(int[] projection, List<DataType> types, int batchSize) {}

  private record Piece(int from, int to, List<Stored> blocks, Reading reading)
      implements StoredTable.Piece {
    @Override
    public BatchSource open(BufferAllocator allocator, BooleanSupplier cancelled) {
      boolean needsBytes = reading.projection().length > 0;
      return new KeptSource(
          supply(blocks, needsBytes, allocator),
          reading.projection(),
          reading.types(),
          reading.batchSize(),
          allocator);
    }

    @Override
    public String description() {
      return "kept blocks " + from + " to " + to;
    }
  }
}
