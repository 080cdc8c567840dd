package io.sampo.cli.demo;

import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.count;
import static io.sampo.functions.Functions.lit;
import static io.sampo.functions.Functions.sum;

import io.sampo.cli.output.OutputFormat;
import io.sampo.cli.output.Utf8Output;
import io.sampo.cli.query.StatementRunner;
import io.sampo.cli.terminal.Figures;
import io.sampo.cli.terminal.Streams;
import io.sampo.config.ConfigOptions;
import io.sampo.dataframe.DataFrame;
import io.sampo.session.Session;
import io.sampo.spec.Statement;
import io.sampo.types.StructField;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** Tells the story: a file, a lazy query over it, its answer, its plan, what it cost. */
public final class DemoStory {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int REPEATS = 3;

  private final Session session;
  private final Streams streams;
  private final Utf8Output output;
  private final ProcessFigures figures = new ProcessFigures();

  private DemoStory(Session session, Streams streams) {
    this.session = session;
    this.streams = streams;
    this.output = new Utf8Output(streams.out());
  }

  /**
   * Tells it on standard output.
   *
   * @param folder where the file of sales is, or is to be made
   * @param rows of that file
   */
  public static void tell(Streams streams, Path folder, int rows, int cores) {
    long start = System.nanoTime();
    try (Session session =
        Session.builder().appName("sampo demo").config(ConfigOptions.CORES.key(), cores).create()) {
      var story = new DemoStory(session, streams);
      SalesFile file = SalesFile.in(folder, rows);
      story.output.text("Sampo on Java " + Runtime.version().feature() + ", " + cores + " cores\n");
      story.file(file, cores);
      DataFrame stores = story.query(file);
      story.answer(file, stores);
      story.plan(stores);
      story.memory(file, since(start));
    }
  }

  private void file(SalesFile file, int threads) {
    title("A CSV file of " + Figures.grouped(file.rows()) + " sales");
    boolean there = file.exists();
    long start = System.nanoTime();
    if (!there) {
      file.make(streams, threads);
    }
    line(file.path().toString());
    fact("size", Figures.bytes(file.bytes()));
    fact("made", there ? "by an earlier demo" : "now, in " + Figures.duration(since(start)));
  }

  /** Builds the query, which reads nothing. */
  private DataFrame query(SalesFile file) {
    title("Read it and ask a question: nothing happens yet");
    line(
        "var sales = session.read().option(\"header\", true).option(\"inferSchema\", true).csv(path);");
    line("var stores =");
    line("    sales.filter(col(\"price\").gt(100))");
    line("        .groupBy(\"store\")");
    line(
        "        .agg(count(lit(1)).as(\"sales\"), sum(\"price\").cast(\"decimal(18,2)\").as(\"total\"))");
    line("        .orderBy(col(\"total\").desc());");
    output.text("\n");
    // Once before it counts, for a file that is not there: loading classes must not look like
    // reading.
    totals(sales("not-there.csv"));
    figures.bytesRead();
    OptionalLong before = figures.bytesRead();
    long start = System.nanoTime();
    DataFrame sales = sales(file.path().toString());
    DataFrame stores = totals(sales);
    fact("built", work(start, before, file));
    before = figures.bytesRead();
    start = System.nanoTime();
    var schema = sales.schema();
    fact("looked", work(start, before, file) + ", for the names and types of columns");
    var columns = new StringJoiner(", ");
    for (StructField field : schema.fields()) {
      columns.add(field.name() + " " + field.type().sql().toLowerCase(Locale.ROOT));
    }
    fact("found", columns.toString());
    return stores;
  }

  private DataFrame sales(String path) {
    return session.read().option("header", true).option("inferSchema", true).csv(path);
  }

  private static DataFrame totals(DataFrame sales) {
    return sales
        .filter(col("price").gt(100))
        .groupBy("store")
        .agg(count(lit(1)).as("sales"), sum("price").cast("decimal(18,2)").as("total"))
        .orderBy(col("total").desc());
  }

  /**
   * Runs the query some times: the first is what a program sees, the others what a session sees.
   */
  private void answer(SalesFile file, DataFrame stores) {
    title("Show the answer: now it runs");
    output.flush();
    var runner = new StatementRunner(session, streams, OutputFormat.TABLE, false);
    StatementRunner.Outcome first = runner.run(new Statement.Query(stores.relation()));
    output.text("\n");
    fact("first", speed(file, first.duration()));
    for (int i = 0; i < REPEATS; i++) {
      long start = System.nanoTime();
      long answers = stores.collect().size();
      Duration duration = since(start);
      if (answers != first.rows()) {
        throw new IllegalStateException("the same query gave another number of rows: " + answers);
      }
      fact("again", speed(file, duration));
    }
  }

  private void plan(DataFrame stores) {
    title("How it ran");
    for (String planLine : stores.explainString("simple").lines().toList()) {
      line(planLine);
    }
  }

  private void memory(SalesFile file, Duration total) {
    title("What it took");
    OptionalLong peak = figures.peakMemory();
    if (peak.isPresent()) {
      fact(
          "memory",
          Figures.bytes(peak.getAsLong())
              + " at most, for a file of "
              + Figures.bytes(file.bytes()));
    }
    fact("time", Figures.duration(total) + " for all of this");
    output.text("\nNext: ./sampo sql --view sales=" + file.path() + "\n");
    output.flush();
  }

  private String work(long start, OptionalLong readBefore, SalesFile file) {
    Duration sinceStart = since(start);
    OptionalLong readAfter = figures.bytesRead();
    String duration = "in " + Figures.duration(sinceStart);
    if (readBefore.isEmpty() || readAfter.isEmpty()) {
      return duration;
    }
    long read = readAfter.getAsLong() - readBefore.getAsLong();
    return duration + ", reading " + Figures.bytes(read) + " of " + Figures.bytes(file.bytes());
  }

  private static String speed(SalesFile file, Duration duration) {
    double seconds = duration.toNanos() / NANOS_PER_SECOND;
    return Figures.duration(duration)
        + ", "
        + Figures.count(file.rows() / seconds)
        + " rows/s, "
        + Figures.bytes(file.bytes() / seconds)
        + "/s";
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void title(String text) {
    output.text("\n" + text + "\n" + "-".repeat(text.length()) + "\n");
  }

  private void line(String text) {
    output.text("  " + text + "\n");
  }

  private void fact(String name, String text) {
    output.text("  " + name + " ".repeat(Math.max(1, 8 - name.length())) + text + "\n");
    output.flush();
  }
}
