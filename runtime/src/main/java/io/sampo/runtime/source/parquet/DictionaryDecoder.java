package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import org.apache.arrow.memory.BufferAllocator;

/** Codes into the chunk's dictionary: either the codes themselves or the entries they stand for. */
final class DictionaryDecoder extends ValueDecoder {
  private static final int RUN = 1024;

  private final Dictionary dictionary;
  private final HybridDecoder codes = new HybridDecoder();
  private final GrowingBuffer scratch;

  DictionaryDecoder(Dictionary dictionary, BufferAllocator allocator) {
    this.dictionary = dictionary;
    this.scratch = new GrowingBuffer(allocator);
  }

  @Override
  void start(long at, long end, int values) {
    if (dictionary.size() < 0) {
      throw new MalformedException("a dictionary encoded page without a dictionary");
    }
    if (at >= end) {
      // A page of nulls only may have no codes, not even their width.
      codes.start(at, at, 1);
      return;
    }
    codes.start(at + 1, end, Memory.getByte(at));
  }

  void readCodes(long to, int count) {
    if (count > 0) {
      codes.read(to, count, limit());
    }
  }

  private int limit() {
    if (dictionary.size() == 0) {
      throw new MalformedException("a code into an empty dictionary");
    }
    return dictionary.size() - 1;
  }

  @Override
  void read(long to, int count) {
    if (count == 0) {
      return;
    }
    int width = dictionary.width();
    int limit = limit();
    long buffer = scratch.reserve(4L * RUN);
    for (int done = 0; done < count; done += RUN) {
      int run = Math.min(RUN, count - done);
      codes.read(buffer, run, limit);
      Gathering.gather(dictionary.entries(), buffer, run, to + (long) done * width, width);
    }
  }

  /**
   * Reads the codes at some of the next values into the places of their rows.
   *
   * @param codesAt the address of the batch's codes
   * @param from the row of the batch that the next value belongs to
   * @param count how many values to pass over altogether
   * @param chosen the address of the numbers of the rows wanted, within the batch
   */
  void readCodes(long codesAt, int from, int count, long chosen, int wanted) {
    long buffer = readChosen(from, count, chosen, wanted);
    for (int i = 0; i < wanted; i++) {
      Memory.putInt(codesAt + 4L * Memory.getInt(chosen + 4L * i), Memory.getInt(buffer + 4L * i));
    }
  }

  /** As {@link #readCodes(long, int, int, long, int)}, the entries they stand for. */
  void read(long to, int from, int count, long chosen, int wanted) {
    long buffer = readChosen(from, count, chosen, wanted);
    Gathering.scatter(dictionary.entries(), buffer, chosen, wanted, to, dictionary.width());
  }

  private long readChosen(int from, int count, long chosen, int wanted) {
    long buffer = scratch.reserve(4L * Math.max(RUN, wanted));
    if (count > 0) {
      codes.read(buffer, from, count, chosen, wanted, limit());
    }
    return buffer;
  }

  @Override
  void skip(int count) {
    codes.skip(count);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
