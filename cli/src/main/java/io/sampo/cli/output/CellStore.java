package io.sampo.cli.output;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a table until the widths of its columns are known: in memory at first, in a
 * temporary file beyond that. Cells are read in the order in which they were added, once.
 */
final class CellStore implements AutoCloseable {
  private static final int LEAST_ROOM = 1 << 12;

  private final int mostBytesInMemory;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(LEAST_ROOM);
  private DataOutputStream target = new DataOutputStream(memory);
  private @Nullable Path file;
  private @Nullable DataInputStream source;

  CellStore(int mostBytesInMemory) {
    this.mostBytesInMemory = mostBytesInMemory;
  }

  /** Adds a cell of that many terminal columns. */
  void add(String text, int width) {
    try {
      if (file == null && memory.size() > mostBytesInMemory) {
        spill();
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      target.writeInt(width);
      target.writeInt(bytes.length);
      target.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the adding; cells follow from {@link #next}. */
  void rewind() {
    try {
      target.close();
      InputStream bytes = memoryStream();
      if (file != null) {
        bytes = new SequenceInputStream(bytes, new BufferedInputStream(Files.newInputStream(file)));
      }
      source = new DataInputStream(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the next cell to the right of a field of that many terminal columns. */
  void next(Utf8Output output, int fieldWidth) {
    DataInputStream cells = source;
    if (cells == null) {
      throw new IllegalStateException("rewind comes first");
    }
    try {
      output.repeat(' ', fieldWidth - cells.readInt());
      output.bytes(cells.readNBytes(cells.readInt()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      target.close();
      if (source != null) {
        source.close();
      }
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream memoryStream() {
    return new ByteArrayInputStream(memory.toByteArray());
  }

  private void spill() throws IOException {
    file = Files.createTempFile("sampo-table-", ".cells");
    OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    target = new DataOutputStream(stream);
  }
}
