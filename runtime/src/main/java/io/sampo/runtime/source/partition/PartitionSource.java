package io.sampo.runtime.source.partition;

import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.batch.ValueStore;
import io.sampo.types.StructField;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The batches of a file with the columns that its folders stand for. */
final class PartitionSource implements BatchSource {
  private final BatchSource files;
  private final int[] places;
  private final ColumnVector[] constants;
  private final ArrowBuf buffer;
  private final StringArena strings;
  private boolean closed;

  private PartitionSource(
      BatchSource files,
      int[] places,
      ColumnVector[] constants,
      ArrowBuf buffer,
      StringArena strings) {
    this.files = files;
    this.places = places;
    this.constants = constants;
    this.buffer = buffer;
    this.strings = strings;
  }

  /**
   * @param files closed by the source that is returned, also when this fails
   * @param fields the columns of the folders
   * @param values one for each of them
   * @param places for each column of a batch its index among the files' columns, or -1 - index
   *     among the folders'
   */
  static PartitionSource open(
      BatchSource files,
      List<StructField> fields,
      @Nullable Object[] values,
      int[] places,
      int batchSize,
      BufferAllocator allocator) {
    var constants = new ColumnVector[fields.size()];
    long total = 64;
    for (int i = 0; i < constants.length; i++) {
      constants[i] = new ColumnVector(fields.get(i).type());
      total += aligned((long) constants[i].layout.bytes() * batchSize);
    }
    long bitmapBytes = aligned(batchSize / 8 + 8L);
    ArrowBuf buffer;
    try {
      buffer = allocator.buffer(total + bitmapBytes);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
    var strings = new StringArena(allocator);
    var source = new PartitionSource(files, places, constants, buffer, strings);
    try {
      source.fill(values, batchSize, bitmapBytes);
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
    return source;
  }

  private static long aligned(long bytes) {
    return bytes + 63 & -64;
  }

  private void fill(@Nullable Object[] values, int batchSize, long bitmapBytes) {
    long noValue = buffer.memoryAddress();
    Memory.fill(noValue, bitmapBytes, (byte) 0);
    long address = noValue + bitmapBytes;
    for (int i = 0; i < constants.length; i++) {
      ColumnVector vector = constants[i];
      int width = vector.layout.bytes();
      long bytes = (long) width * batchSize;
      Object value = values[i];
      if (value == null) {
        Memory.fill(address, bytes, (byte) 0);
      } else {
        ValueStore.put(vector.layout, vector.type, address, value, strings);
        for (int row = 1; row < batchSize; row++) {
          Memory.copy(address, address + (long) row * width, width);
        }
      }
      vector.set(address, value == null ? noValue : 0);
      address += aligned(bytes);
    }
  }

  @Override
  public int next() {
    return files.next();
  }

  @Override
  public ColumnVector column(int index) {
    int place = places[index];
    return place >= 0 ? files.column(place) : constants[-1 - place];
  }

  @Override
  public long part() {
    return files.part();
  }

  @Override
  public long bytesRead() {
    return files.bytesRead();
  }

  @Override
  public void close() {
    files.close();
    if (!closed) {
      closed = true;
      strings.close();
      buffer.close();
    }
  }
}
