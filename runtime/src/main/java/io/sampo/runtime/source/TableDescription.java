package io.sampo.runtime.source;

import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of files as another process can open it again.
 *
 * @param format the format's name
 * @param files absolute paths, in order
 * @param options the reader's options, keys in lower case
 * @param schema the columns, as inferred or given by the user
 * @param splits the only parts to read, in order; empty stands for whole files
 */
public record TableDescription(
    String format,
    List<String> files,
    Map<String, String> options,
    StructType schema,
    Optional<List<ScanSplit>> splits) {
  public TableDescription {
    files = List.copyOf(files);
    options = Map.copyOf(options);
    splits = splits.map(List::copyOf);
  }
}
