package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.sink.FileWriter;
import io.sampo.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Parquet file: data pages of version 1, dictionaries where they pay, bounds of column
 * chunks and pages, nested columns in the standard three levels. A row group is kept in memory
 * until it is full; then another thread encodes, compresses and writes it while the next one fills.
 */
public final class ParquetFileWriter implements FileWriter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final String CREATED_BY = "Sampo version 0.1.0 (build 1)";

  /** The memory at which a row group is written even though it has few rows. */
  private static final long MAX_ROW_GROUP_BYTES = 128L << 20;

  private record Indexes(ColumnChunk chunk, OffsetIndex offsets, @Nullable ColumnIndex bounds) {}

  private final String path;
  private final ParquetWriteOptions options;
  private final WrittenSchema schema;
  private final FileOutput out;
  private final ChunkOutput pages;
  private final BufferAllocator allocator;
  private final List<RowGroup> rowGroups = new ArrayList<>();
  private final List<Indexes> indexes = new ArrayList<>();
  private RowGroupBuffer filling;
  private @Nullable BackgroundWrite writing;
  private boolean failed;
  private boolean closed;

  /** Creates or replaces a file. */
  public static ParquetFileWriter create(
      Path path, StructType schema, ParquetWriteOptions options, BufferAllocator allocator) {
    var written = new WrittenSchema(schema);
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      return new ParquetFileWriter(path.toString(), channel, written, options, allocator);
    } catch (IOException e) {
      throw unwritable(path.toString(), e);
    }
  }

  /**
   * Writes to a stream, which is closed with the writer.
   *
   * @param name stands for the path in errors
   */
  public static ParquetFileWriter to(
      OutputStream stream,
      String name,
      StructType schema,
      ParquetWriteOptions options,
      BufferAllocator allocator) {
    return new ParquetFileWriter(
        name, Channels.newChannel(stream), new WrittenSchema(schema), options, allocator);
  }

  private ParquetFileWriter(
      String path,
      WritableByteChannel channel,
      WrittenSchema schema,
      ParquetWriteOptions options,
      BufferAllocator allocator) {
    this.path = path;
    this.options = options;
    this.schema = schema;
    this.out = new FileOutput(channel);
    this.pages = new ChunkOutput(out, options.compression(), allocator);
    this.allocator = allocator;
    this.filling = new RowGroupBuffer(schema, allocator);
  }

  @Override
  public void write(ColumnVector[] columns, int rowCount) {
    boolean done = false;
    try {
      if (out.position() == 0) {
        out.write(MAGIC);
      }
      int from = 0;
      while (from < rowCount) {
        int to = Math.min(rowCount, from + options.rowGroupRows() - filling.rows());
        filling.add(columns, from, to);
        from = to;
        if (filling.rows() == options.rowGroupRows() || filling.bytes() > MAX_ROW_GROUP_BYTES) {
          turn();
        }
      }
      done = true;
    } catch (IOException e) {
      throw unwritable(path, e);
    } finally {
      failed |= !done;
    }
  }

  /** Lets the full row group be written and turns to another. */
  private void turn() throws IOException {
    RowGroupBuffer full = filling;
    BackgroundWrite before = writing;
    if (before == null) {
      filling = new RowGroupBuffer(schema, allocator);
    } else {
      before.join();
      before.check();
      filling = before.rowGroup();
    }
    writing = BackgroundWrite.start(full, () -> writeRowGroup(full));
  }

  private boolean writeRowGroup(RowGroupBuffer rowGroup) throws IOException {
    var chunks = new ArrayList<ColumnChunk>();
    long start = out.position();
    long uncompressed = 0;
    for (ColumnChunkWriter leaf : rowGroup.leaves()) {
      ColumnChunk chunk = new ChunkPagesWriter(leaf, pages, options.deltaIntegers()).write();
      uncompressed += chunk.getMeta_data().getTotal_uncompressed_size();
      chunks.add(chunk);
      indexes.add(new Indexes(chunk, pages.offsetIndex(), pages.columnIndex()));
    }
    var written =
        new RowGroup(chunks, uncompressed, rowGroup.rows())
            .setFile_offset(start)
            .setTotal_compressed_size(out.position() - start);
    if (rowGroups.size() <= Short.MAX_VALUE) {
      written.setOrdinal((short) rowGroups.size());
    }
    rowGroups.add(written);
    rowGroup.clear();
    return true;
  }

  @Override
  public long bytesWritten() {
    return out.position();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    BackgroundWrite last = writing;
    try (out) {
      if (last != null) {
        last.join();
      }
      if (!failed) {
        if (last != null) {
          last.check();
        }
        finish();
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    } finally {
      filling.close();
      if (last != null) {
        last.rowGroup().close();
      }
      pages.close();
    }
  }

  private void finish() throws IOException {
    if (out.position() == 0) {
      out.write(MAGIC);
    }
    if (filling.rows() > 0) {
      writeRowGroup(filling);
    }
    writeIndexes();
    long total = rowGroups.stream().mapToLong(RowGroup::getNum_rows).sum();
    var meta = new FileMetaData(1, schema.elements(), total, rowGroups);
    meta.setCreated_by(CREATED_BY);
    var order = ColumnOrder.TYPE_ORDER(new TypeDefinedOrder());
    meta.setColumn_orders(schema.leaves().stream().map(leaf -> order).toList());
    var footer = new ByteArrayOutputStream();
    Util.writeFileMetaData(meta, footer);
    int length = footer.size();
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      footer.write(length >>> shift);
    }
    footer.writeBytes(MAGIC);
    out.write(footer.toByteArray());
  }

  /** Writes the page indexes, all bounds and then all places, as the format recommends. */
  private void writeIndexes() throws IOException {
    for (Indexes index : indexes) {
      ColumnIndex bounds = index.bounds();
      if (bounds != null) {
        var bytes = new ByteArrayOutputStream();
        Util.writeColumnIndex(bounds, bytes);
        index.chunk().setColumn_index_offset(out.position());
        index.chunk().setColumn_index_length(bytes.size());
        out.write(bytes.toByteArray());
      }
    }
    for (Indexes index : indexes) {
      var bytes = new ByteArrayOutputStream();
      Util.writeOffsetIndex(index.offsets(), bytes);
      index.chunk().setOffset_index_offset(out.position());
      index.chunk().setOffset_index_length(bytes.size());
      out.write(bytes.toByteArray());
    }
  }

  private static SampoException unwritable(String path, IOException cause) {
    return new SampoException(
        ErrorCode.FAILED_WRITE_FILE,
        Map.of("path", path, "details", String.valueOf(cause.getMessage())),
        null,
        cause);
  }
}
