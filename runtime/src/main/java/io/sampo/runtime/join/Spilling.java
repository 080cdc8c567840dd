package io.sampo.runtime.join;

import io.sampo.codegen.row.RowLayout;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.spill.SpillSpace;

/**
 * How joins of one query use memory and disk. Safe for use by many threads.
 *
 * @param space where files go
 * @param memory the query's memory
 * @param forced whether everything that can go to disk does, in partitions as small as they get
 * @param tasks how many tasks run at a time
 * @param gate lets partitions into memory
 */
public record Spilling(
    SpillSpace space, QueryMemory memory, boolean forced, int tasks, PartitionGate gate) {
  private static final long FORCED_PART = 16 << 10;
  private static final long FORCED_ROOM = 4 * FORCED_PART;
  private static final long FORCED_BLOCK = 4 << 10;
  private static final long LARGEST_BLOCK = 256 << 10;
  private static final long SMALLEST_PART = 1 << 20;
  private static final long LARGEST_PART = 256L << 20;
  private static final long BUFFER = 4L << 20;
  private static final long BLOCK = 32 << 10;

  /** The share of the free memory that hash tables may take. */
  private static final int ROOM_SHARE = 2;

  /** Of the memory one part of so many may be left to build sides by tasks that are done. */
  private static final int LEFT_SHARE = 3;

  /** What a task leaves is little while it is less than one part of so many. */
  private static final int SMALL_SHARE = 64;

  /** A file for rows of a layout. */
  public RowFile newFile(RowLayout layout) {
    return new RowFile(space.create("join"), layout, memory.allocator());
  }

  /** Whether there is room for so many bytes more. */
  public boolean hasRoom(long bytes) {
    return !forced && memory.headroom(bytes * ROOM_SHARE) / ROOM_SHARE >= bytes;
  }

  /** Whether a task that has so many bytes of a build side may keep them in memory. */
  public boolean mayKeep(long bytes) {
    long needed = Math.max(bytes, budget() / 4);
    return !forced && memory.headroom(needed) >= needed;
  }

  /** Whether a task that deals rows should write those it has gathered now. */
  public boolean shouldDeal(long bytes, long buffer) {
    return bytes >= buffer || bytes >= BLOCK && !mayKeep(bytes);
  }

  /**
   * How many bytes of partitions may stay in memory while rows are dealt to the others; to be given
   * back to the gate.
   */
  public long room() {
    return gate.stay(forced ? FORCED_ROOM : memory.headroom() / ROOM_SHARE);
  }

  /** The bytes of rows that a build side of which the rest is on disk may have in memory. */
  public long keptBytes() {
    return forced ? FORCED_ROOM : budget() / LEFT_SHARE;
  }

  /** The bytes that the slots of a table may take of which the rest is on disk. */
  public long slotsRoom() {
    return forced ? FORCED_ROOM : memory.headroom() / ROOM_SHARE;
  }

  /**
   * The bytes that build sides may have in memory together when a task leaves some there.
   *
   * @param bytes what it leaves
   */
  public long mostLeft(long bytes) {
    return bytes <= budget() / SMALL_SHARE ? budget() / (LEFT_SHARE - 1) : budget() / LEFT_SHARE;
  }

  private long budget() {
    return memory.limit();
  }

  /** The bytes of build rows that are loaded together at most. */
  public long partBytes() {
    return forced ? FORCED_PART : Math.clamp(budget() / (8L * tasks), SMALLEST_PART, LARGEST_PART);
  }

  /** The bytes of rows that are written as one block, about. */
  public long blockBytes() {
    return forced ? FORCED_BLOCK : LARGEST_BLOCK;
  }

  /** The bytes that a task gathers before it deals them to so many partitions. */
  public long probeBuffer(int partitions) {
    long wished = Math.max(BUFFER, partitions * BLOCK);
    return forced ? 1 : Math.clamp(budget() / (16L * tasks), BLOCK, wished);
  }
}
