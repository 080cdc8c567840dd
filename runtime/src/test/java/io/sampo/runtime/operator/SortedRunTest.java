package io.sampo.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.SortOrder;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpillFile;
import io.sampo.runtime.spill.SpillFolders;
import io.sampo.runtime.spill.SpillSpace;
import io.sampo.types.DoubleType;
import io.sampo.types.LongType;
import io.sampo.types.StringType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sorting of entries, and merges of runs in memory and on disk, whole and in pieces. */
final class SortedRunTest {
  private static final ColumnReference ID = new ColumnReference(1, "id", new LongType(), false);
  private static final ColumnReference FEW = new ColumnReference(2, "few", new LongType(), true);
  private static final ColumnReference TEXT =
      new ColumnReference(3, "text", new StringType(), true);
  private static final ColumnReference REAL =
      new ColumnReference(4, "real", new DoubleType(), false);
  private static final RowLayout LAYOUT = RowLayout.of(List.of(ID, FEW, TEXT, REAL), Map.of());

  @TempDir private Path root;

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void everythingIsFreed() {
    allocator.close();
  }

  static Stream<List<SortOrder>> orders() {
    return Stream.of(
        List.of(new SortOrder(FEW, true, true)),
        List.of(new SortOrder(FEW, false, false), new SortOrder(REAL, false, false)),
        List.of(new SortOrder(TEXT, true, false), new SortOrder(FEW, true, false)),
        List.of(new SortOrder(REAL, true, true)),
        List.of(new SortOrder(FEW, true, true), new SortOrder(TEXT, false, true)),
        List.of());
  }

  private RowPages rows(Random random, int count, long firstId) {
    var pages = new RowPages(LAYOUT.width(), allocator);
    for (int i = 0; i < count; i++) {
      long row = pages.add();
      Memory.fill(row, LAYOUT.width(), (byte) 0);
      Memory.putLong(row + LAYOUT.fields().get(0).offset(), firstId + i);
      RowLayout.Field few = LAYOUT.fields().get(1);
      if (random.nextInt(9) == 0) {
        Memory.putByte(row + few.nullOffset(), (byte) 1);
      } else {
        long value = random.nextInt(7) - 3L;
        Memory.putLong(row + few.offset(), value == 3 ? Long.MIN_VALUE : value);
      }
      RowLayout.Field text = LAYOUT.fields().get(2);
      if (random.nextInt(9) == 0) {
        Memory.putByte(row + text.nullOffset(), (byte) 1);
      } else {
        String value =
            "common prefix ".substring(0, 14 * random.nextInt(2)) + random.nextInt(count);
        pages.strings().put(value.getBytes(StandardCharsets.UTF_8), row + text.offset());
      }
      Memory.putDouble(row + LAYOUT.fields().get(3).offset(), random.nextGaussian());
    }
    return pages;
  }

  private static long id(long row) {
    return Memory.getLong(row + LAYOUT.fields().get(0).offset());
  }

  private static List<Long> ids(SortEntries entries) {
    var ids = new ArrayList<Long>();
    for (int i = 0; i < entries.count(); i++) {
      ids.add(id(entries.row(i)));
    }
    return ids;
  }

  /** What a stable sort by comparison makes of rows. */
  private static List<Long> expected(List<RowPages> rows, RowOrder order) {
    Comparator<Long> comparator = order::compare;
    return LongStream.of(RowOrder.addresses(rows))
        .boxed()
        .sorted(comparator)
        .map(SortedRunTest::id)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void entriesAreSortedStably(List<SortOrder> keys) {
    RowOrder order = RowOrder.of(keys, LAYOUT);
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int count : new int[] {0, 1, 2, 20, 300, 5000}) {
      try (RowPages rows = rows(random, count, 0);
          SortEntries sorted = SortEntries.sorted(rows, order, allocator)) {
        assertThat(ids(sorted)).as("seed %d", seed).isEqualTo(expected(List.of(rows), order));
        for (int i = 0; i < count; i++) {
          assertThat(sorted.prefix(i)).isEqualTo(order.prefix(sorted.row(i)));
        }
      }
    }
  }

  private SortedRun spilled(SpillFile file, SortEntries entries, RowOrder order) {
    LongStream.Builder firsts = LongStream.builder();
    try (var spiller = new RowSpiller(file, LAYOUT, 1, false, allocator)) {
      int blocks = -1;
      for (int i = 0; i < entries.count(); i++) {
        spiller.add(0, entries.row(i));
        if (spiller.blocks(0) != blocks) {
          blocks = spiller.blocks(0);
          firsts.add(entries.prefix(i));
        }
      }
      spiller.flush();
      return SortedRun.Spilled.of(spiller.written().getFirst(), order, firsts.build().toArray());
    }
  }

  /** The ids of the rows of a part, which come in order. */
  private List<Long> read(RowSet.Part part, RowOrder order) {
    var ids = new ArrayList<Long>();
    try (ArrowBuf pointers = allocator.buffer(8 * 1000);
        RowSet.Cursor cursor = part.open()) {
      long address = pointers.memoryAddress();
      for (int read = cursor.next(address, 1000); read > 0; read = cursor.next(address, 1000)) {
        for (int i = 0; i < read; i++) {
          ids.add(id(Memory.getLong(address + 8L * i)));
          if (i > 0) {
            long before = Memory.getLong(address + 8L * (i - 1));
            assertThat(order.compare(before, Memory.getLong(address + 8L * i))).isLessThan(1);
          }
        }
      }
    }
    return ids;
  }

  @ParameterizedTest
  @MethodSource("orders")
  void piecesAreTheWhole(List<SortOrder> keys) {
    RowOrder order = RowOrder.of(keys, LAYOUT);
    long seed = System.nanoTime();
    var random = new Random(seed);
    var pages = new ArrayList<RowPages>();
    var entries = new ArrayList<SortEntries>();
    var runs = new ArrayList<SortedRun>();
    try (var folders = new SpillFolders(List.of(root));
        SpillSpace space = folders.open()) {
      SpillFile file = space.create("sort");
      for (int i = 0; i < 9; i++) {
        RowPages rows = rows(random, 500 + random.nextInt(9000), i * 100_000L);
        pages.add(rows);
        SortEntries sorted = SortEntries.sorted(rows, order, allocator);
        entries.add(sorted);
        runs.add(i % 3 == 0 ? new SortedRun.InMemory(sorted, order) : spilled(file, sorted, order));
      }
      var all =
          new MergedRuns(
              runs.stream().map(MergedRuns.Slice::all).toList(),
              LAYOUT,
              order,
              allocator,
              1L << 30);
      List<Long> expected = expected(pages, order);
      assertThat(read(all, order)).as("seed %d", seed).isEqualTo(expected);
      for (long wished : new long[] {all.count(), all.count() / 3, 1000}) {
        List<RowSet.Part> pieces = all.split(wished);
        var ids = new ArrayList<Long>();
        pieces.forEach(piece -> ids.addAll(read(piece, order)));
        assertThat(ids).as("seed %d", seed).isEqualTo(expected);
        assertThat(pieces.stream().mapToLong(RowSet.Part::count).sum()).isEqualTo(all.count());
      }
    } finally {
      entries.forEach(SortEntries::close);
      pages.forEach(RowPages::close);
    }
  }

  @Test
  void piecesOfRowsThatDifferAreOfAboutTheSameSize() {
    RowOrder order = RowOrder.of(List.of(new SortOrder(REAL, true, true)), LAYOUT);
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (RowPages first = rows(random, 20_000, 0);
        RowPages second = rows(random, 10_000, 20_000);
        SortEntries one = SortEntries.sorted(first, order, allocator);
        SortEntries other = SortEntries.sorted(second, order, allocator)) {
      var all =
          new MergedRuns(
              List.of(
                  MergedRuns.Slice.all(new SortedRun.InMemory(one, order)),
                  MergedRuns.Slice.all(new SortedRun.InMemory(other, order))),
              LAYOUT,
              order,
              allocator,
              1L << 30);
      List<RowSet.Part> pieces = all.split(all.count() / 4);
      assertThat(pieces).as("seed %d", seed).hasSize(4);
      assertThat(pieces).as("seed %d", seed).allMatch(piece -> piece.count() > 6500);
    }
  }

  @Test
  void aPieceKeepsAllThatIsOrderedAlike() {
    RowOrder order = RowOrder.of(List.of(new SortOrder(FEW, true, true)), LAYOUT);
    long seed = System.nanoTime();
    try (RowPages rows = rows(new Random(seed), 5000, 0);
        SortEntries sorted = SortEntries.sorted(rows, order, allocator)) {
      var all =
          new MergedRuns(
              List.of(MergedRuns.Slice.all(new SortedRun.InMemory(sorted, order))),
              LAYOUT,
              order,
              allocator,
              1L << 30);
      List<RowSet.Part> pieces = all.split(10);
      // Seven values and null.
      assertThat(pieces).as("seed %d", seed).hasSizeBetween(2, 8);
    }
  }
}
