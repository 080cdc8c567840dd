package io.sampo.bench.suite;

import io.sampo.bench.python.PythonEnvironment;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The table of the group-by questions: six key columns and three value columns.
 *
 * @param folder holds the table as {@code x.parquet}
 */
public record GroupByData(long rows, long seed, Path folder) {
  /** Distinct values of each small key; the large keys have rows / GROUPS. */
  private static final int GROUPS = 100;

  private static final long BYTES_PER_ROW = 60;

  /** Finds the table, making it first when it is missing. */
  public static GroupByData ensure(long rows, long seed, DataRoot root, PrintWriter progress) {
    String name = "groupby/rows" + rows + "-seed" + seed;
    Path folder = root.locate(name, rows * BYTES_PER_ROW);
    if (!Files.isDirectory(folder)) {
      progress.println("making " + rows + " rows (seed " + seed + ") in " + folder);
      progress.flush();
      PythonEnvironment.PEERS.runScript(
          "groupby_data.py",
          List.of(
              "--rows",
              Long.toString(rows),
              "--groups",
              Integer.toString(GROUPS),
              "--seed",
              Long.toString(seed),
              "--out",
              folder.toString()),
          progress);
    }
    return new GroupByData(rows, seed, folder);
  }
}
