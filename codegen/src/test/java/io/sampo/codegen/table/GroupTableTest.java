package io.sampo.codegen.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class GroupTableTest {
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
      insert(table, (int) first, (int) first + 1);
      assertThat(table.isTight()).isTrue();
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
