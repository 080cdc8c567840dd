package io.sampo.session;

import io.sampo.dataframe.DataFrame;
import io.sampo.dataframe.EngineContext;
import io.sampo.error.Origin;
import io.sampo.spec.Relation;
import io.sampo.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads files into DataFrames. The methods before {@link #load} set up and return this reader,
 * which belongs to one thread. Nothing is read here: the schema is looked at when first needed, the
 * rows by actions. Paths may be files, folders or globs.
 */
public final class DataFrameReader {
  private final EngineContext context;
  private final Map<String, String> options = new LinkedHashMap<>();
  private String format = "parquet";
  private Optional<StructType> schema = Optional.empty();

  DataFrameReader(EngineContext context) {
    this.context = context;
  }

  /** The file format: {@code parquet} unless set, {@code csv} or {@code json}. */
  public DataFrameReader format(String name) {
    format = name.toLowerCase(Locale.ROOT);
    return this;
  }

  /** The columns to expect, instead of looking into the files for them. */
  public DataFrameReader schema(StructType columns) {
    schema = Optional.of(columns);
    return this;
  }

  /** The columns to expect, as SQL declares them: {@code id INT, price DECIMAL(10,2)}. */
  public DataFrameReader schema(String columns) {
    return schema(context.engine().parseSchema(columns));
  }

  /** An option of the format; case does not matter in keys. */
  public DataFrameReader option(String key, String value) {
    options.put(key.toLowerCase(Locale.ROOT), value);
    return this;
  }

  public DataFrameReader option(String key, boolean value) {
    return option(key, Boolean.toString(value));
  }

  public DataFrameReader option(String key, long value) {
    return option(key, Long.toString(value));
  }

  public DataFrameReader option(String key, double value) {
    return option(key, Double.toString(value));
  }

  public DataFrameReader options(Map<String, String> more) {
    more.forEach(this::option);
    return this;
  }

  /** The rows of all files below these paths. */
  public DataFrame load(String... paths) {
    return context.dataFrame(
        new Relation.Files(format, List.of(paths), options, schema, Origin.NONE));
  }

  public DataFrame parquet(String... paths) {
    return format("parquet").load(paths);
  }

  public DataFrame csv(String... paths) {
    return format("csv").load(paths);
  }

  public DataFrame json(String... paths) {
    return format("json").load(paths);
  }

  /** A table or view of the session. */
  public DataFrame table(String name) {
    return Session.table(context, name);
  }
}
