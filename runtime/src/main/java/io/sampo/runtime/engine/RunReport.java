package io.sampo.runtime.engine;

import io.sampo.physical.Counting;
import io.sampo.physical.Flow;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StagePrinter;
import io.sampo.physical.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes what a run of a query took: one block a stage, one line a source, step or sink. */
final class RunReport {
  private static final String COLUMNS = "  %14s %14s %12s  %s%n";

  private final Measuring run;
  private final Counting counting;
  private final StringBuilder text = new StringBuilder();

  /** The rows that later stages read of a stage. */
  private final Map<Integer, Long> rowsOf = new HashMap<>();

  private RunReport(Measuring run) {
    this.run = run;
    this.counting = run.counting();
  }

  static String print(Measuring run) {
    var report = new RunReport(run);
    report.collectRows();
    counting(run).forEach(report::stage);
    return report.text.toString();
  }

  private static List<Stage> counting(Measuring run) {
    return run.counting().plain().stages();
  }

  private void collectRows() {
    for (Stage stage : counting(run)) {
      for (int f = 0; f < stage.flows().size(); f++) {
        if (stage.flows().get(f).source() instanceof Source.StageRows rows) {
          rowsOf.put(rows.stage(), run.counts().rows(counter(stage, f, 0)));
        }
      }
    }
  }

  private int counter(Stage stage, int flow, int step) {
    return counting.counter(new Counting.Place(stage.id(), flow, step));
  }

  private void stage(Stage stage) {
    StageFigures figures = Objects.requireNonNull(run.figures().get(stage.id()));
    text.append(
        String.format(
            Locale.ROOT,
            "Stage %d: %d tasks, %s in %s, %s read, %s spilled, at most %s of memory%s%n",
            stage.id(),
            figures.tasks.get(),
            time(figures.nanos.get()),
            time(figures.elapsed()),
            bytes(figures.bytesRead.get()),
            bytes(figures.bytesSpilled.get()),
            bytes(figures.memory.get()),
            figures.retries.get() == 0 ? "" : ", " + figures.retries.get() + " tasks run again"));
    run.counts()
        .onDisk(stage.id())
        .ifPresent(dealt ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  table on disk: %d cells -> %d in memory, %d partitions in %d parts, %d large cells dealt again%n",
                    dealt.cells(),
                    dealt.kept(),
                    dealt.partitions(),
                    dealt.parts(),
                    dealt.again())));
    text.append(String.format(Locale.ROOT, COLUMNS, "rows out", "expected", "time", "step"));
    long behind = 0;
    for (int f = 0; f < stage.flows().size(); f++) {
      behind += flow(stage, f);
    }
    long before = figures.nanos.get() - behind;
    long sinkRows = 0;
    long sinkTime = 0;
    for (int counter : counting.sinkCounters(stage)) {
      sinkRows += run.counts().rows(counter);
      sinkTime += run.counts().nanos(counter);
    }
    Long out = rowsOf.get(stage.id());
    line(
        OptionalLong.of(out == null ? sinkRows : out),
        OptionalDouble.empty(),
        sinkTime,
        "=> " + StagePrinter.line(stage.sink()));
    line(
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Math.max(0, before),
        "(reading, and what the sink makes of its parts)");
  }

  /** Writes a flow and yields the time behind its source. */
  private long flow(Stage stage, int number) {
    Flow flow = stage.flows().get(number);
    int source = counter(stage, number, 0);
    line(
        OptionalLong.of(run.counts().rows(source)),
        run.estimates().of(flow.source()),
        -1,
        StagePrinter.line(flow.source()));
    for (int i = 1; i <= flow.steps().size(); i++) {
      Step step = flow.steps().get(i - 1);
      int before = counter(stage, number, i - 1);
      int here = counter(stage, number, i);
      line(
          OptionalLong.of(run.counts().rows(here)),
          step instanceof Step.DefineColumns ? OptionalDouble.empty() : run.estimates().of(step),
          run.counts().nanos(before) - run.counts().nanos(here),
          "-> " + StagePrinter.line(step));
    }
    return run.counts().nanos(source);
  }

  private void line(OptionalLong rows, OptionalDouble expected, long nanos, String what) {
    text.append(
        String.format(
            Locale.ROOT,
            COLUMNS,
            rows.isPresent() ? String.format(Locale.ROOT, "%,d", rows.getAsLong()) : "",
            expected.isPresent() ? String.format(Locale.ROOT, "%,.0f", expected.getAsDouble()) : "",
            nanos < 0 ? "" : time(nanos),
            what));
  }

  /** A time in milliseconds. */
  static String time(long nanos) {
    return String.format(Locale.ROOT, "%,.1f ms", nanos / 1e6);
  }

  /** A size in the largest unit that leaves a digit before the point. */
  static String bytes(long bytes) {
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }
}
