package io.sampo.runtime.source;

import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of files as another process can open it again.
 *
 * @param format the format's name
 * @param files absolute paths, in order
 * @param options the reader's options, keys in lower case
 * @param schema the columns of the files, as inferred or given by the user
 * @param splits the only parts to read, in order; empty stands for whole files
 * @param folders the columns that folders stand for, behind those of the files; empty for none
 */
public record TableDescription(
    String format,
    List<String> files,
    Map<String, String> options,
    StructType schema,
    Optional<List<ScanSplit>> splits,
    Optional<Folders> folders) {
  public TableDescription {
    files = List.copyOf(files);
    options = Map.copyOf(options);
    splits = splits.map(List::copyOf);
  }

  /**
   * Folders that stand for columns.
   *
   * @param columns one for each level of folders, in order
   * @param values those of each combination, in the forms of spec literals
   * @param counts how many of the files have each combination: first those of the first one
   * @param zone for conditions on timestamps
   */
  public record Folders(
      StructType columns, List<@Nullable Object[]> values, List<Integer> counts, String zone) {
    public Folders {
      values = List.copyOf(values);
      counts = List.copyOf(counts);
    }
  }
}
