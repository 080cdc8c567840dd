package io.sampo.runtime.spill;

import io.sampo.error.SampoException;
import io.sampo.runtime.compress.Addresses;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Frames one behind the other. Written by one thread at a time, read by many, also while it is
 * being written. Not forced to the disk: it is of no use after a crash.
 */
public final class SpillFile implements AutoCloseable {
  private final SpillSpace space;
  private final String name;
  private final List<Segment> segments = new CopyOnWriteArrayList<>();
  private boolean closed;

  /** A file in one of the folders. */
  static final class Segment {
    final Path path;
    final FileChannel channel;
    private long end;

    Segment(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    /** Writes behind what is there; yields where. */
    long append(long address, long bytes) throws IOException {
      ByteBuffer from = Addresses.buffer(address, bytes);
      long at = end;
      while (from.hasRemaining()) {
        at += channel.write(from, at);
      }
      long start = end;
      end = at;
      return start;
    }
  }

  SpillFile(SpillSpace space, String name) {
    this.space = space;
    this.name = name;
  }

  /**
   * Appends a frame.
   *
   * @throws SampoException SPILL_FAILED when none of the folders takes it
   */
  public SpilledBlock append(long address, long bytes, int rows) {
    @Nullable SampoException failure = null;
    if (!segments.isEmpty()) {
      try {
        return append(segments.size() - 1, address, bytes, rows);
      } catch (IOException e) {
        failure = SpillErrors.cannotWrite(folder(), bytes, e);
      }
    }
    for (int i = 0; i < space.folders().count(); i++) {
      int folder = space.folders().next();
      try {
        open(folder);
        return append(segments.size() - 1, address, bytes, rows);
      } catch (IOException e) {
        SampoException next = SpillErrors.cannotWrite(space.folders().root(folder), bytes, e);
        if (failure != null) {
          next.addSuppressed(failure);
        }
        failure = next;
      }
    }
    throw failure == null ? new IllegalStateException("no folder") : failure;
  }

  private Path folder() {
    Path parent = segments.getLast().path.getParent();
    return parent == null ? segments.getLast().path : parent;
  }

  private synchronized void open(int folder) throws IOException {
    if (closed) {
      throw new IOException("the file is closed");
    }
    Path path = space.folders().folder(folder).resolve(name + "-" + segments.size());
    segments.add(new Segment(path, space.folders().newFile(path)));
  }

  private SpilledBlock append(int segment, long address, long bytes, int rows) throws IOException {
    long position = segments.get(segment).append(address, bytes);
    space.wrote(bytes);
    return new SpilledBlock(segment, position, bytes, rows);
  }

  /**
   * Reads a frame's bytes.
   *
   * @param address where there is room for all of them
   */
  public void read(SpilledBlock block, long address) {
    Segment segment = segments.get(block.segment());
    ByteBuffer to = Addresses.buffer(address, block.bytes());
    try {
      long at = block.position();
      while (to.hasRemaining()) {
        int count = segment.channel.read(to, at);
        if (count < 0) {
          throw new EOFException("the file has lost its end");
        }
        at += count;
      }
    } catch (IOException e) {
      throw SpillErrors.cannotRead(segment.path, e);
    }
  }

  /** The error for a frame that was not found right. */
  public SampoException damaged(SpilledBlock block, RuntimeException cause) {
    return SpillErrors.cannotRead(segments.get(block.segment()).path, cause);
  }

  /** Removes it. May be called twice. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (Segment segment : segments) {
      try {
        segment.channel.close();
        Files.deleteIfExists(segment.path);
      } catch (IOException e) {
        throw SpillErrors.cannotRead(segment.path, e);
      }
    }
    space.removed(this);
  }
}
