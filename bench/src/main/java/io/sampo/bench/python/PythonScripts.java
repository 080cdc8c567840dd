package io.sampo.bench.python;

import io.sampo.bench.error.BenchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** The Python files among the resources, copied to where Python can import them from each other. */
public final class PythonScripts {
  private static final List<String> FILES =
      List.of(
          "engine_duckdb.py",
          "engine_polars.py",
          "engine_sail.py",
          "engine_spark.py",
          "groupby_data.py",
          "polars_csv.py",
          "polars_groupby.py",
          "polars_tpch.py",
          "requirements-peers.txt",
          "requirements-spark.txt",
          "runner.py",
          "spark_engine.py",
          "tpch_data.py");

  private PythonScripts() {}

  /** The folder of the files, named by their content: other versions keep theirs. */
  public static Path folder() {
    try {
      Map<String, byte[]> files = contents();
      Path folder = CacheFolder.of("scripts").resolve(checksum(files));
      if (!Files.isDirectory(folder)) {
        unpack(files, folder);
      }
      return folder;
    } catch (IOException e) {
      throw new BenchException("cannot unpack the Python scripts: " + e.getMessage(), e);
    }
  }

  private static Map<String, byte[]> contents() throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    for (String file : FILES) {
      try (InputStream stream = PythonScripts.class.getResourceAsStream("/python/" + file)) {
        if (stream == null) {
          throw new BenchException("the resource python/" + file + " is missing");
        }
        files.put(file, stream.readAllBytes());
      }
    }
    return files;
  }

  /** Text under which a set of files is kept apart from other versions of them. */
  static String checksum(Map<String, byte[]> files) {
    var checksum = new CRC32();
    files.values().forEach(checksum::update);
    return "%08x".formatted(checksum.getValue());
  }

  private static void unpack(Map<String, byte[]> files, Path folder) throws IOException {
    Path partial = Files.createTempDirectory(folder.getParent(), "partial");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(partial.resolve(file.getKey()), file.getValue());
    }
    Files.move(partial, folder);
  }
}
