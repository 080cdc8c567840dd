package io.sampo.codegen.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class GroupTableTest {
  private static final int STRING_AT = 16;
  private static final int WIDTH = 24;

  /** Spreads small numbers over all bits. */
  private static long hash(long number) {
    return number * 0x9E3779B97F4A7C15L;
  }

  private static void insert(GroupTable table, int from, int to) {
    for (int i = from; i < to; i++) {
      table.insert(hash(i));
    }
  }

  @Test
  void refusedFourTimesTheSlotsItTakesTwice() {
    List<Long> asked = new ArrayList<>();
    try (var allocator = new RootAllocator();
        var table = new GroupTable(WIDTH, allocator)) {
      long first = table.mask + 1;
      table.askBeforeGrowing(bytes -> {
        asked.add(bytes);
        return bytes <= first * 2 * 8;
      });
      insert(table, 0, (int) first);
      assertThat(asked).containsExactly(first * 4 * 8, first * 2 * 8);
      assertThat(table.mask + 1).isEqualTo(first * 2);
      assertThat(table.isTight()).isFalse();
      insert(table, (int) first, (int) first * 3 / 2 - 1);
      assertThat(table.isTight()).isFalse();
      insert(table, (int) first * 3 / 2 - 1, (int) first * 3 / 2);
      assertThat(table.isTight()).isTrue();
      assertThat(table.mask + 1).isEqualTo(first * 2);
    }
  }

  @Test
  void keepsSomeGroupsWithTheirStringsAndFreesTheMemoryOfTheOthers() {
    int rows = 100_000;
    try (var allocator = new RootAllocator();
        var table = new GroupTable(STRING_AT + 16, allocator)) {
      for (int i = 0; i < rows; i++) {
        long row = table.insert(hash(i));
        table.rows().strings().put(text(i).getBytes(StandardCharsets.UTF_8), row + STRING_AT);
      }
      long before = allocator.getAllocatedMemory();
      int[] seen = new int[1];
      table.retain(
          row -> seen[0]++ % 10 == 3,
          row -> table.rows().strings().keep(row + STRING_AT, row + STRING_AT));
      assertThat(seen[0]).isEqualTo(rows);
      assertThat(table.count()).isEqualTo(rows / 10);
      assertThat(allocator.getAllocatedMemory()).isLessThan(before / 4);
      for (int i = 0; i < rows; i++) {
        assertThat(find(table, hash(i))).isEqualTo(i % 10 == 3 ? text(i) : "");
      }
      insert(table, rows, 2 * rows);
      assertThat(table.count()).isEqualTo(rows / 10 + rows);
      table.retain(row -> false, row -> {});
      assertThat(table.count()).isZero();
      assertThat(find(table, hash(3))).isEmpty();
    }
  }

  @Test
  void frozenItKeepsItsRowsAndSomeOfThem() {
    try (var allocator = new RootAllocator();
        var table = new GroupTable(WIDTH, allocator)) {
      insert(table, 0, 100_000);
      long before = allocator.getAllocatedMemory();
      table.freeze();
      assertThat(allocator.getAllocatedMemory()).isLessThan(before - 100_000 * 8);
      long[] seen = new long[1];
      table.retain(row -> seen[0]++ < 50_000, row -> {});
      assertThat(table.rows().count()).isEqualTo(50_000);
      assertThat(table.isTight()).isFalse();
    }
  }

  private static String text(int i) {
    return "a text that is kept outside of its row " + i;
  }

  /** The string of the group with a hash, empty when there is none. */
  private static String find(GroupTable table, long hash) {
    long index = hash & table.mask;
    while (true) {
      long entry = Memory.getLong(table.slots + (index << 3));
      if (entry == 0) {
        return "";
      }
      long row = entry & GroupTable.ADDRESS;
      if (Memory.getLong(row + RowLayout.HASH) == hash) {
        return StringView.toText(row + STRING_AT);
      }
      index = (index + 1) & table.mask;
    }
  }

  @Test
  void whatIsExpectedIsAllocatedOnce() {
    List<Long> asked = new ArrayList<>();
    try (var allocator = new RootAllocator();
        var table = new GroupTable(WIDTH, allocator)) {
      table.askBeforeGrowing(asked::add);
      table.expect(100_000);
      insert(table, 0, 100_000);
      assertThat(asked).containsExactly(262_144L * 8);
      assertThat(table.mask + 1).isEqualTo(262_144);
      assertThat(table.count()).isEqualTo(100_000);
    }
  }

  @Test
  void whatIsExpectedButNotToBeHadIsTakenStepByStep() {
    try (var allocator = new RootAllocator();
        var table = new GroupTable(WIDTH, allocator)) {
      long first = table.mask + 1;
      table.askBeforeGrowing(bytes -> bytes <= 64 << 10);
      table.expect(1_000_000);
      assertThat(table.mask + 1).isEqualTo(first);
      insert(table, 0, 2_000);
      assertThat(table.count()).isEqualTo(2_000);
    }
  }
}
