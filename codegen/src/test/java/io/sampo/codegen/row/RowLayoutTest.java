package io.sampo.codegen.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.codegen.vector.Memory;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class RowLayoutTest {
  private static RowLayout longs(int count) {
    var columns = new ArrayList<ColumnReference>();
    for (int i = 0; i < count; i++) {
      columns.add(new ColumnReference(i, "c" + i, DataType.LONG, false));
    }
    return RowLayout.of(List.copyOf(columns), Map.of());
  }

  @Test
  void theHeaderTakesSixteenBytes() {
    assertThat(longs(0).width()).isEqualTo(16);
    assertThat(longs(2).width()).isEqualTo(32);
    assertThat(longs(2).fields().get(0).offset()).isEqualTo(16);
  }

  @Test
  void theMarkAndTheNextRowDoNotDisturbEachOther() {
    try (var allocator = new RootAllocator();
        ArrowBuf buffer = allocator.buffer(64)) {
      long row = buffer.memoryAddress();
      long other = row + 32;
      Memory.putLong(row + RowLayout.HASH, 42);
      Memory.putLong(row + RowLayout.NEXT, other);
      assertThat(Memory.getByte(row + RowLayout.MATCHED)).isZero();
      Memory.putByte(row + RowLayout.MATCHED, (byte) 1);
      assertThat(RowLayout.next(row)).isEqualTo(other);
      assertThat(Memory.getByte(row + RowLayout.MATCHED)).isEqualTo((byte) 1);
      assertThat(Memory.getLong(row + RowLayout.HASH)).isEqualTo(42);
    }
  }
}
