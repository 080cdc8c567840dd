package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.NestedCodec;
import io.sampo.codegen.vector.StringView;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Makes vectors of Java values. Frees their memory when closed. */
final class VectorBuilder implements AutoCloseable {
  private static long nextDictionary = 1L << 40;

  private final BufferAllocator allocator;
  private final List<ArrowBuf> buffers = new ArrayList<>();

  VectorBuilder(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  private long allocate(long bytes) {
    ArrowBuf buffer = allocator.buffer(bytes + GrowingBuffer.SLACK);
    buffers.add(buffer);
    Memory.fill(buffer.memoryAddress(), bytes + GrowingBuffer.SLACK, (byte) 0);
    return buffer.memoryAddress();
  }

  ColumnVector plain(DataType type, List<? extends @Nullable Object> values) {
    var vector = new ColumnVector(type);
    int width = vector.layout.bytes();
    long to = allocate((long) width * values.size());
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) {
        put(to + (long) width * i, value, type);
      }
    }
    vector.set(to, validity(values));
    return vector;
  }

  /** A vector of text with a dictionary of its own. */
  ColumnVector coded(DataType type, List<? extends @Nullable Object> values) {
    var codes = new LinkedHashMap<Object, Integer>();
    long to = allocate(4L * values.size());
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) {
        Integer known = codes.putIfAbsent(value, codes.size());
        Memory.putInt(to + 4L * i, known == null ? codes.size() - 1 : known);
      }
    }
    ColumnVector dictionary = plain(type, List.copyOf(codes.keySet()));
    var vector = new ColumnVector(type);
    vector.setCoded(dictionary.values, codes.size(), nextDictionary++, to, validity(values));
    return vector;
  }

  private long validity(List<? extends @Nullable Object> values) {
    if (values.stream().allMatch(value -> value != null)) {
      return 0;
    }
    long bitmap = allocate(Bitmaps.bytes(values.size()));
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        Memory.setBit(bitmap, i);
      }
    }
    return bitmap;
  }

  private void put(long at, Object value, DataType type) {
    switch (value) {
      case Boolean v -> Memory.putByte(at, (byte) (v ? 1 : 0));
      case Byte v -> Memory.putByte(at, v);
      case Short v -> Memory.putShort(at, v);
      case Integer v -> Memory.putInt(at, v);
      case Long v -> Memory.putLong(at, v);
      case Float v -> Memory.putFloat(at, v);
      case Double v -> Memory.putDouble(at, v);
      case BigDecimal v -> {
        BigInteger unscaled = v.unscaledValue();
        Memory.putLong(at, unscaled.longValue());
        if (!((DecimalType) type).fitsLong()) {
          Memory.putLong(at + 8, unscaled.shiftRight(64).longValue());
        }
      }
      case String v -> putBytes(at, v.getBytes(StandardCharsets.UTF_8));
      case byte[] v -> putBytes(at, v);
      default -> putBytes(at, NestedCodec.encode(value, type));
    }
  }

  private void putBytes(long at, byte[] bytes) {
    long data = allocate(bytes.length);
    Memory.copyFrom(bytes, 0, data, bytes.length);
    StringView.put(at, data, bytes.length);
  }

  @Override
  public void close() {
    buffers.forEach(ArrowBuf::close);
  }
}
