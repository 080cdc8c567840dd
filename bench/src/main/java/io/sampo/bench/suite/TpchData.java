package io.sampo.bench.suite;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import io.sampo.bench.python.PythonEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The eight TPC-H tables of one scale factor in one folder, one file per table.
 *
 * @param scaleFactor in plain digits, for example {@code 0.1}
 */
public record TpchData(String scaleFactor, DataFormat format, Path folder, List<Table> tables) {
  private static final long PARQUET_BYTES_PER_SCALE = 700_000_000L;
  private static final long CSV_BYTES_PER_SCALE = 1_700_000_000L;

  public TpchData {
    tables = List.copyOf(tables);
  }

  /** Finds the data, making it first when it is missing. */
  public static TpchData ensure(
      BigDecimal scaleFactor, DataFormat format, DataRoot root, PrintWriter progress) {
    String scale = scaleFactor.stripTrailingZeros().toPlainString();
    long perScale = format == DataFormat.CSV ? CSV_BYTES_PER_SCALE : PARQUET_BYTES_PER_SCALE;
    long bytes = scaleFactor.multiply(BigDecimal.valueOf(perScale)).longValue();
    Path folder = root.locate("tpch/sf" + scale + "/" + format.label(), bytes);
    if (!Files.isDirectory(folder)) {
      progress.println("making TPC-H data at scale factor " + scale + " in " + folder);
      progress.flush();
      PythonEnvironment.PEERS.runScript(
          "tpch_data.py",
          List.of("--sf", scale, "--format", format.label(), "--out", folder.toString()),
          progress);
    }
    return new TpchData(scale, format, folder, tables(folder, format));
  }

  /** One table by its name. */
  public Table table(String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new BenchException(folder + " has no table " + name));
  }

  private static List<Table> tables(Path folder, DataFormat format) {
    JsonObject manifest = manifest(folder.resolve("manifest.json"));
    var tables = new ArrayList<Table>();
    for (JsonObject table : manifest.objects("tables")) {
      String name = table.text("name").orElseThrow();
      var columns = new ArrayList<TableColumn>();
      for (JsonObject column : table.objects("columns")) {
        columns.add(
            new TableColumn(column.text("name").orElseThrow(), column.text("type").orElseThrow()));
      }
      Path file = folder.resolve(name + "." + format.label());
      tables.add(new Table(name, file, format, format == DataFormat.CSV ? columns : List.of()));
    }
    return tables;
  }

  private static JsonObject manifest(Path file) {
    try {
      return Json.parseObject(Files.readString(file));
    } catch (IOException e) {
      throw new BenchException("this is not a folder of TPC-H data: cannot read " + file, e);
    }
  }
}
