package io.sampo.runtime.sink.parquet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFileWriterTest {
  private static final int ROWS = 100;

  /** Takes so many bytes and fails then. */
  private static final class FullDisk extends OutputStream {
    private int left;

    FullDisk(int left) {
      this.left = left;
    }

    @Override
    public void write(int b) throws IOException {
      if (left-- <= 0) {
        throw new IOException("no space left");
      }
    }
  }

  /**
   * A row group that cannot be written in the background ends the writer with the cause, once, and
   * no memory is lost (the allocator would fail to close).
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 4, 100, 1_000, 3_000, 4_000})
  void failsWhenARowGroupCannotBeWritten(int room) {
    var schema = StructType.of(StructField.of("n", DataType.LONG));
    var options = new ParquetWriteOptions(ParquetWriteOptions.Compression.NONE, ROWS, false);
    try (var allocator = new RootAllocator();
        ArrowBuf values = allocator.buffer(8L * ROWS)) {
      var column = new ColumnVector(DataType.LONG);
      column.set(values.memoryAddress(), 0);
      assertThatThrownBy(
              () -> {
                try (var writer =
                    ParquetFileWriter.to(
                        new FullDisk(room), "full disk", schema, options, allocator)) {
                  for (int group = 0; group < 5; group++) {
                    for (int i = 0; i < ROWS; i++) {
                      Memory.putLong(values.memoryAddress() + 8L * i, group * ROWS + i);
                    }
                    writer.write(new ColumnVector[] {column}, ROWS);
                  }
                }
              })
          .isInstanceOf(SampoException.class)
          .hasMessageContaining("full disk")
          .hasMessageContaining("no space left");
    }
  }
}
