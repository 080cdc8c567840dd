package io.sampo.cluster.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** A file on a slow disk. */
final class SlowChannel extends FileChannel {
  private final FileChannel file;
  private final SlowDisk disk;

  SlowChannel(FileChannel file, SlowDisk disk) {
    this.file = file;
    this.disk = disk;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    disk.move();
    return file.read(into);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    disk.move();
    return file.read(into, position);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    disk.move();
    return file.read(into, offset, length);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    disk.move();
    return file.write(from);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    disk.move();
    return file.write(from, position);
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    disk.move();
    return file.write(from, offset, length);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
    disk.move();
    return file.transferTo(position, count, to);
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long position, long count) throws IOException {
    disk.move();
    return file.transferFrom(from, position, count);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.force(metaData);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    throw new UnsupportedOperationException("pages are read without the disk's knowing");
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return file.lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
