package io.sampo.runtime.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.batch.ValueStore;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BlockCodecTest {
  private static final StructType SCHEMA =
      new StructType(
          List.of(
              field("flag", new BooleanType()),
              field("tiny", new ByteType()),
              field("small", new ShortType()),
              field("number", new IntegerType()),
              field("big", new LongType()),
              field("single", new FloatType()),
              field("real", new DoubleType()),
              field("price", new DecimalType(12, 2)),
              field("wide", new DecimalType(38, 4)),
              field("text", new StringType()),
              field("bytes", new BinaryType()),
              field("list", new ArrayType(new IntegerType(), true))));

  private final BufferAllocator allocator = new RootAllocator();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @AfterEach
  void everythingIsFreed() {
    allocator.close();
  }

  private static StructField field(String name, DataType type) {
    return new StructField(name, type, true);
  }

  private @Nullable Object value(DataType type, int nullsInTen) {
    if (random.nextInt(10) < nullsInTen) {
      return null;
    }
    return switch (VectorLayout.of(type)) {
      case BYTE ->
          type instanceof BooleanType
              ? (Object) random.nextBoolean()
              : (Object) (byte) random.nextInt();
      case SHORT -> (short) random.nextInt();
      case INT -> random.nextInt();
      case LONG ->
          type instanceof DecimalType
              ? BigDecimal.valueOf(random.nextInt(), 2)
              : (Object) random.nextLong();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case INT128 -> new BigDecimal(new BigInteger(100, random), 4);
      case VIEW ->
          switch (type) {
            case StringType t -> "x".repeat(random.nextInt(40)) + random.nextInt();
            case BinaryType t -> new byte[random.nextInt(200)];
            default -> List.of(1, random.nextInt());
          };
    };
  }

  private ColumnBatch batch(int rows, int nullsInTen, List<List<@Nullable Object>> expected) {
    var batch = new ColumnBatch(SCHEMA, Math.max(1, rows), allocator);
    for (int row = 0; row < rows; row++) {
      var values = new ArrayList<@Nullable Object>();
      for (int c = 0; c < SCHEMA.size(); c++) {
        DataType type = SCHEMA.fields().get(c).type();
        @Nullable Object value = value(type, nullsInTen);
        values.add(value);
        Memory.putByte(batch.nulls(c) + row, (byte) (value == null ? 1 : 0));
        VectorLayout layout = VectorLayout.of(type);
        long address = batch.values(c) + (long) row * layout.bytes();
        if (value == null) {
          Memory.fill(address, layout.bytes(), (byte) 0x5A);
        } else {
          ValueStore.put(layout, type, address, value, batch.strings());
        }
      }
      expected.add(values);
    }
    batch.setRows(rows);
    return batch;
  }

  private static List<List<@Nullable Object>> rows(ColumnBatch batch) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int row = 0; row < batch.rowCount(); row++) {
      var values = new ArrayList<@Nullable Object>();
      for (int c = 0; c < batch.schema().size(); c++) {
        values.add(batch.value(row, c));
      }
      rows.add(values);
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void whatIsEncodedIsDecoded(Compression compression) {
    try (var encoder = new BlockEncoder(SCHEMA, compression, allocator)) {
      var decoder = new BlockDecoder(SCHEMA, allocator);
      for (int nullsInTen : new int[] {0, 3, 10}) {
        for (int count : new int[] {0, 1, 7, 8, 9, 64, 1000}) {
          var expected = new ArrayList<List<@Nullable Object>>();
          try (ColumnBatch batch = batch(count, nullsInTen, expected);
              EncodedBlock block = encoder.encode(batch);
              ColumnBatch decoded = decoder.decode(block.address(), block.bytes())) {
            assertThat(block.rows()).isEqualTo(count);
            assertThat(rows(decoded))
                .as("seed %d, %d rows", seed, count)
                .usingRecursiveComparison()
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void everyFlippedBitIsNoticed(Compression compression) {
    try (var encoder = new BlockEncoder(SCHEMA, compression, allocator);
        ColumnBatch batch = batch(20, 2, new ArrayList<>());
        EncodedBlock block = encoder.encode(batch)) {
      var decoder = new BlockDecoder(SCHEMA, allocator);
      for (long bit = 0; bit < 8 * block.bytes(); bit++) {
        long address = block.address() + bit / 8;
        byte right = Memory.getByte(address);
        Memory.putByte(address, (byte) (right ^ 1 << bit % 8));
        assertThatThrownBy(() -> decoder.decode(block.address(), block.bytes()))
            .as("seed %d, bit %d", seed, bit)
            .isInstanceOf(CorruptBlockException.class);
        Memory.putByte(address, right);
      }
      decoder.decode(block.address(), block.bytes()).close();
    }
  }

  @Test
  void aFrameThatIsCutOffIsNoticed() {
    try (var encoder = new BlockEncoder(SCHEMA, Compression.LZ4, allocator);
        ColumnBatch batch = batch(20, 2, new ArrayList<>());
        EncodedBlock block = encoder.encode(batch)) {
      var decoder = new BlockDecoder(SCHEMA, allocator);
      for (long bytes = 0; bytes < block.bytes(); bytes++) {
        long cut = bytes;
        assertThatThrownBy(() -> decoder.decode(block.address(), cut))
            .isInstanceOf(CorruptBlockException.class);
      }
    }
  }

  @Test
  void aFrameOfOtherColumnsIsRefused() {
    var other = new StructType(List.of(field("number", new IntegerType())));
    try (var encoder = new BlockEncoder(SCHEMA, Compression.NONE, allocator);
        ColumnBatch batch = batch(3, 0, new ArrayList<>());
        EncodedBlock block = encoder.encode(batch)) {
      assertThatThrownBy(
              () -> new BlockDecoder(other, allocator).decode(block.address(), block.bytes()))
          .isInstanceOf(CorruptBlockException.class);
    }
  }
}
