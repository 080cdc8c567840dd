package io.sampo.runtime.source.parquet;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.format.PageType;

/** Reads how many entries a few row groups' dictionaries have, from the pages' headers. */
final class DictionarySampler {
  private static final int HEADER_BYTES = 256;

  private DictionarySampler() {}

  static void sample(Footer footer, SchemaNode leaf, DistinctEstimate estimate) {
    int count = footer.rowGroups().size();
    if (count == 0) {
      return;
    }
    var chosen = new TreeSet<>(List.of(0, count / 2, count - 1));
    for (int index : chosen) {
      if (!footer.rowGroup(index).chunk(leaf).allDictionary()) {
        return;
      }
    }
    try (var file = new InputFile(footer.path());
        var allocator = new RootAllocator(1 << 20);
        var buffer = new GrowingBuffer(allocator)) {
      var header = new PageHeader();
      for (int index : chosen) {
        long offset = footer.rowGroup(index).chunk(leaf).dictionaryPageOffset();
        long bytes = Math.min(HEADER_BYTES, file.size() - offset);
        if (bytes <= 0) {
          throw new MalformedException("a dictionary page outside the file");
        }
        long at = buffer.reserve(bytes);
        file.read(offset, at, bytes);
        header.read(at, at + bytes);
        if (header.type == PageType.DICTIONARY_PAGE) {
          estimate.add(footer.rowGroup(index).rows(), header.values);
        }
      }
    } catch (IOException e) {
      throw ParquetErrors.unreadable(footer.path(), String.valueOf(e.getMessage()), e);
    }
  }
}
