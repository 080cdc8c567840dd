package io.sampo.runtime.sink.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.codegen.vector.Memory;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtremesTest {
  private static final int MOST = 50;
  private static final double[] DOUBLES = {
    0.0, -0.0, 1.5, -1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  /** Values taken in at once have the bounds of values taken in one by one. */
  @ParameterizedTest
  @CsvSource({"INT32, 1", "INT64, 2", "DOUBLE, 3", "FLOAT, 4", "INT128, 5", "BOOLEAN, 6"})
  void takesInManyAsItDoesOne(PlainKind kind, long seed) {
    var random = new Random(seed);
    try (var allocator = new RootAllocator();
        ArrowBuf buffer = allocator.buffer(16L * MOST)) {
      for (int round = 0; round < 2_000; round++) {
        int count = random.nextInt(MOST);
        fill(kind, random, buffer.memoryAddress(), count);
        var many = new Extremes(kind, false);
        many.addAll(buffer.memoryAddress(), count);
        var joined = new Extremes(kind, false);
        joined.addAll(many);
        var single = new Extremes(kind, false);
        for (int i = 0; i < count; i++) {
          single.add(buffer.memoryAddress() + (long) i * kind.bytes());
        }
        assertThat(many.statistics(0))
            .as("%s, seed %s, round %s", kind, seed, round)
            .isEqualTo(single.statistics(0));
        assertThat(joined.statistics(0)).isEqualTo(single.statistics(0));
      }
    }
  }

  private static void fill(PlainKind kind, Random random, long address, int count) {
    boolean wide = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      long bits = wide ? random.nextLong() : random.nextInt(3) - 1;
      long at = address + (long) i * kind.bytes();
      switch (kind) {
        case BOOLEAN -> Memory.putByte(at, (byte) (bits & 1));
        case INT32 -> Memory.putInt(at, (int) bits);
        case INT64 -> Memory.putLong(at, bits);
        case FLOAT -> Memory.putFloat(at, (float) some(random, wide));
        case DOUBLE -> Memory.putDouble(at, some(random, wide));
        case INT128 -> {
          Memory.putLong(at, bits);
          Memory.putLong(at + 8, random.nextLong());
        }
        case BYTES -> throw new IllegalArgumentException("text");
      }
    }
  }

  private static double some(Random random, boolean wide) {
    return wide ? random.nextGaussian() : DOUBLES[random.nextInt(DOUBLES.length)];
  }
}
