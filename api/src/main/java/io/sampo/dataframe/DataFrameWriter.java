package io.sampo.dataframe;

import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.spec.Statement.SaveMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a DataFrame into a folder of files. The methods before {@link #save} set up and return
 * this writer, which belongs to one thread. The write is atomic: either all files appear or none.
 * Without a mode, an existing folder is an error.
 */
public final class DataFrameWriter {
  private final EngineContext context;
  private final Relation relation;
  private final Map<String, String> options = new LinkedHashMap<>();
  private String format = "parquet";
  private SaveMode mode = SaveMode.ERROR_IF_EXISTS;
  private List<String> partitionBy = List.of();

  DataFrameWriter(EngineContext context, Relation relation) {
    this.context = context;
    this.relation = relation;
  }

  /** What to do when the folder exists. */
  public DataFrameWriter mode(SaveMode saveMode) {
    mode = saveMode;
    return this;
  }

  /**
   * What to do when the folder exists: {@code append}, {@code overwrite}, {@code ignore}, {@code
   * error} or {@code errorifexists}.
   */
  public DataFrameWriter mode(String saveMode) {
    return mode(
        switch (saveMode.toLowerCase(Locale.ROOT)) {
          case "append" -> SaveMode.APPEND;
          case "overwrite" -> SaveMode.OVERWRITE;
          case "ignore" -> SaveMode.IGNORE;
          case "error", "errorifexists", "default" -> SaveMode.ERROR_IF_EXISTS;
          default ->
              throw new SampoException(
                  ErrorCode.INVALID_ARGUMENT,
                  Map.of(
                      "value", saveMode,
                      "parameter", "mode",
                      "details", "known are append, overwrite, ignore, error and errorifexists"));
        });
  }

  /** The file format: {@code parquet} unless set, {@code csv} or {@code json}. */
  public DataFrameWriter format(String name) {
    format = name.toLowerCase(Locale.ROOT);
    return this;
  }

  /** An option of the format; case does not matter in keys. */
  public DataFrameWriter option(String key, String value) {
    options.put(key.toLowerCase(Locale.ROOT), value);
    return this;
  }

  public DataFrameWriter option(String key, boolean value) {
    return option(key, Boolean.toString(value));
  }

  public DataFrameWriter option(String key, long value) {
    return option(key, Long.toString(value));
  }

  public DataFrameWriter option(String key, double value) {
    return option(key, Double.toString(value));
  }

  public DataFrameWriter options(Map<String, String> more) {
    more.forEach(this::option);
    return this;
  }

  /** Columns that become folders named {@code column=value} instead of standing in the files. */
  public DataFrameWriter partitionBy(String... columns) {
    partitionBy = List.of(columns);
    return this;
  }

  /** Runs the query and writes its rows below the path. */
  public void save(String path) {
    var write = new Statement.Write(relation, format, path, mode, options, partitionBy);
    try (QueryResult result = context.engine().execute(write)) {
      while (result.next() != null) {
        // A write has no rows, and has happened when they end.
      }
    }
  }

  public void parquet(String path) {
    format("parquet").save(path);
  }

  public void csv(String path) {
    format("csv").save(path);
  }

  public void json(String path) {
    format("json").save(path);
  }
}
