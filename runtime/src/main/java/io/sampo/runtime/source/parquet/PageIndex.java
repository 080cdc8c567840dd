package io.sampo.runtime.source.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Where the pages of a column chunk begin and what they hold.
 *
 * @param firstRows the first row of each page, ascending from 0
 * @param statistics of each page
 */
@SuppressWarnings("ArrayRecordComponent")
record PageIndex(long[] firstRows, List<StoredStatistics> statistics) {
  PageIndex {
    statistics = List.copyOf(statistics);
  }

  /** Reads the index of a chunk that has one. */
  static PageIndex read(InputFile file, StoredChunk chunk, long rows, BufferAllocator allocator)
      throws IOException {
    try (var buffer = new GrowingBuffer(allocator)) {
      long[] firstRows = firstRows(load(file, chunk.offsetIndex(), buffer));
      for (int i = 0; i < firstRows.length; i++) {
        long least = i == 0 ? 0 : firstRows[i - 1] + 1;
        if (firstRows[i] < least || firstRows[i] >= rows || (i == 0 && firstRows[i] != 0)) {
          throw new MalformedException("pages that begin at rows " + Arrays.toString(firstRows));
        }
      }
      List<StoredStatistics> statistics =
          statistics(load(file, chunk.columnIndex(), buffer), firstRows, rows);
      return new PageIndex(firstRows, statistics);
    }
  }

  private static CompactReader load(InputFile file, StoredChunk.Range range, GrowingBuffer buffer)
      throws IOException {
    long size = file.size();
    if (range.length() < 0 || range.offset() > size || range.length() > size - range.offset()) {
      throw new MalformedException("a page index outside the file");
    }
    long at = buffer.reserve(range.length());
    file.read(range.offset(), at, range.length());
    var reader = new CompactReader();
    reader.start(at, at + range.length());
    return reader;
  }

  private static long[] firstRows(CompactReader reader) {
    long[] rows = new long[0];
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      if (field == 1) {
        rows = new long[reader.listOfStructs()];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = firstRow(reader);
        }
      } else {
        reader.skip();
      }
    }
    return rows;
  }

  private static long firstRow(CompactReader reader) {
    long row = -1;
    int outer = reader.enter();
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      if (field == 3) {
        row = reader.readLong();
      } else {
        reader.skip();
      }
    }
    reader.leave(outer);
    return row;
  }

  private static List<StoredStatistics> statistics(
      CompactReader reader, long[] firstRows, long rows) {
    int pages = firstRows.length;
    boolean[] empty = new boolean[0];
    List<byte[]> min = List.of();
    List<byte[]> max = List.of();
    long[] nulls = new long[0];
    for (int field = reader.next(); field != CompactReader.STOP; field = reader.next()) {
      switch (field) {
        case 1 -> {
          empty = new boolean[reader.listOfBooleans()];
          for (int i = 0; i < empty.length; i++) {
            empty[i] = reader.readElementBoolean();
          }
        }
        case 2 -> min = bounds(reader);
        case 3 -> max = bounds(reader);
        case 5 -> {
          nulls = new long[reader.listOfLongs()];
          for (int i = 0; i < nulls.length; i++) {
            nulls[i] = reader.readElement64();
          }
        }
        default -> reader.skip();
      }
    }
    if (empty.length != pages || min.size() != pages || max.size() != pages) {
      throw new MalformedException("a column index that does not fit the offset index");
    }
    var statistics = new ArrayList<StoredStatistics>(pages);
    for (int i = 0; i < pages; i++) {
      long count = (i + 1 < pages ? firstRows[i + 1] : rows) - firstRows[i];
      long known = nulls.length == pages ? nulls[i] : -1;
      statistics.add(
          empty[i]
              ? new StoredStatistics(count, -1, -1, null, null, null, null)
              : new StoredStatistics(known, -1, -1, min.get(i), max.get(i), null, null));
    }
    return statistics;
  }

  private static List<byte[]> bounds(CompactReader reader) {
    var bounds = new ArrayList<byte[]>();
    for (int left = reader.listOfBytes(); left > 0; left--) {
      bounds.add(reader.readElementBytes());
    }
    return bounds;
  }
}
