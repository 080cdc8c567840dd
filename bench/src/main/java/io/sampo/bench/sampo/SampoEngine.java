package io.sampo.bench.sampo;

import io.sampo.bench.answer.Answer;
import io.sampo.bench.answer.AnswerColumn;
import io.sampo.bench.answer.Digest;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import io.sampo.dataframe.DataFrame;
import io.sampo.dataframe.RowIterator;
import io.sampo.engine.QueryResult;
import io.sampo.row.Row;
import io.sampo.session.DataFrameReader;
import io.sampo.session.Session;
import io.sampo.session.SessionBuilder;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A session that answers the protocol's requests. Used by one thread. */
public final class SampoEngine implements AutoCloseable {
  private final Session session;

  private SampoEngine(Session session) {
    this.session = session;
  }

  /**
   * Starts a session.
   *
   * @param environment {@code SAMPO_BENCH_CORES}, and {@code SAMPO_BENCH_MEMORY} in bytes where
   *     there is a limit; {@code SAMPO_BENCH_MASTER} where the session is on a cluster
   */
  public static SampoEngine start(Map<String, String> environment) {
    String cores = environment.getOrDefault("SAMPO_BENCH_CORES", "*");
    String master = environment.getOrDefault("SAMPO_BENCH_MASTER", "local[" + cores + "]");
    SessionBuilder builder = Session.builder().appName("sampo-bench").master(master);
    String memory = environment.get("SAMPO_BENCH_MEMORY");
    if (memory != null) {
      builder.config("sampo.memory", memory);
    }
    return new SampoEngine(builder.create());
  }

  public String version() {
    return session.version();
  }

  /** Registers the request's tables. */
  public Map<String, @Nullable Object> setup(JsonObject request) {
    long start = System.nanoTime();
    register(request.objects("tables"));
    return Map.of("ms", milliseconds(start));
  }

  /** Runs the request's query and does with its answer as told. */
  public Map<String, @Nullable Object> run(JsonObject request) throws IOException {
    String sql = request.text("sql").orElseThrow();
    String file = request.text("file").orElse("");
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    long start = System.nanoTime();
    register(request.objects("tables"));
    DataFrame frame = session.sql(sql);
    switch (request.text("use").orElseThrow()) {
      case "hold", "fetch" -> reply.put("rows", frame.collect().size());
      case "drop" -> reply.put("rows", drop(frame));
      case "export" ->
          frame.write().mode("overwrite").option("compression", "snappy").parquet(file);
      case "save-rows" -> {
        List<Row> rows = frame.collect();
        reply.put("ms", milliseconds(start));
        List<AnswerColumn> columns = ValueForms.columns(frame.schema());
        save(rows, Path.of(file));
        describe(reply, columns, rows.size());
      }
      case "save-digest" -> {
        Answer digest = digest(frame);
        reply.put("ms", milliseconds(start));
        Files.writeString(Path.of(file), Json.write(digest.rows().getFirst()) + "\n");
        describe(reply, digest.columns(), 1);
      }
      default -> throw new IllegalArgumentException("unknown use: " + request.fields());
    }
    reply.putIfAbsent("ms", milliseconds(start));
    return reply;
  }

  @Override
  public void close() {
    session.close();
  }

  private void register(List<JsonObject> tables) {
    for (JsonObject table : tables) {
      String path = table.text("path").orElseThrow();
      DataFrameReader reader = session.read();
      DataFrame frame;
      if (table.text("format").orElseThrow().equals("parquet")) {
        frame = reader.parquet(path);
      } else {
        reader.option("header", true);
        List<JsonObject> schema = table.objects("schema");
        frame =
            schema.isEmpty()
                ? reader.option("inferSchema", true).csv(path)
                : reader.schema(schemaText(schema)).csv(path);
      }
      frame.createOrReplaceTempView(table.text("name").orElseThrow());
    }
  }

  private static String schemaText(List<JsonObject> columns) {
    return columns.stream()
        .map(column ->
            column.text("name").orElseThrow()
                + " "
                + column.text("type").orElseThrow().replace("VARCHAR", "STRING"))
        .collect(Collectors.joining(", "));
  }

  private static long drop(DataFrame frame) {
    long rows = 0;
    try (QueryResult result = frame.execute()) {
      for (var batch = result.next(); batch != null; batch = result.next()) {
        rows += batch.rowCount();
      }
    }
    return rows;
  }

  private static Answer digest(DataFrame frame) {
    try (RowIterator rows = frame.toLocalIterator()) {
      var digest = new Digest(rows.schema().size());
      rows.forEachRemaining(row -> digest.add(row.values()));
      return digest.answer(rows.schema().names());
    }
  }

  private static void save(List<Row> rows, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      for (Row row : rows) {
        writer.write(Json.write(ValueForms.texts(row)));
        writer.write('\n');
      }
    }
  }

  private static void describe(
      Map<String, @Nullable Object> reply, List<AnswerColumn> columns, long rows) {
    reply.put("rows", rows);
    reply.put(
        "columns",
        columns.stream()
            .map(column ->
                Map.of(
                    "name", column.name(),
                    "kind", column.kind().label(),
                    "scale", column.scale()))
            .toList());
  }

  private static double milliseconds(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
