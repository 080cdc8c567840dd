package io.sampo.cli.query;

import io.sampo.cli.output.OutputFormat;
import io.sampo.cli.output.ResultWriter;
import io.sampo.cli.output.TableWriter;
import io.sampo.cli.output.Utf8Output;
import io.sampo.cli.terminal.Figures;
import io.sampo.cli.terminal.Interrupts;
import io.sampo.cli.terminal.Streams;
import io.sampo.engine.Cancellation;
import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.row.ValueText;
import io.sampo.session.Session;
import io.sampo.spec.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements one after the other and prints their results, an empty line between two. Belongs
 * to one thread.
 */
public final class StatementRunner {
  private static final int MOST_ROWS_ON_A_TERMINAL = 1_000;

  /**
   * What a statement came to.
   *
   * @param duration from its start until its result was written
   * @param rows of the result
   */
  public record Outcome(Duration duration, long rows) {}

  private final Session session;
  private final Streams streams;
  private final OutputFormat format;
  private final boolean timed;
  private final Utf8Output output;
  private final Interrupts interrupts;
  private final Runnable cancelWithoutResult;
  private int statements;
  private boolean printedResult;

  /**
   * A runner whose first statement is number 1. A statement that the user cancels is the last one:
   * if need be, the session is closed.
   *
   * @param timed whether to write a line about each statement to standard error
   */
  public StatementRunner(Session session, Streams streams, OutputFormat format, boolean timed) {
    this(session, streams, format, timed, new Interrupts(true), session::close);
  }

  private StatementRunner(
      Session session,
      Streams streams,
      OutputFormat format,
      boolean timed,
      Interrupts interrupts,
      Runnable cancelWithoutResult) {
    this.session = session;
    this.streams = streams;
    this.format = format;
    this.timed = timed;
    this.output = new Utf8Output(streams.out());
    this.interrupts = interrupts;
    this.cancelWithoutResult = cancelWithoutResult;
  }

  /** A runner for a shell, where the session goes on after a statement that the user cancels. */
  public static StatementRunner forShell(
      Session session, Streams streams, OutputFormat format, Interrupts interrupts) {
    return new StatementRunner(session, streams, format, false, interrupts, () -> {});
  }

  /**
   * Runs one statement to its end; its result is written out when this returns.
   *
   * @throws io.sampo.error.SampoException when it fails
   * @throws StatementCancelledException when the user ended it
   * @throws java.io.UncheckedIOException when standard output takes no more
   */
  public Outcome run(Statement statement) {
    statements++;
    long start = System.nanoTime();
    long rows;
    boolean cut;
    boolean writes = statement instanceof Statement.Write;
    var beginning = new Cancellation();
    Runnable cancelWithoutResult =
        () -> {
          beginning.cancel();
          this.cancelWithoutResult.run();
        };
    try (var watch = new StatementWatch(streams, interrupts, writes, cancelWithoutResult)) {
      try (QueryResult result = beginning.during(() -> session.execute(statement))) {
        watch.follow(result);
        if (isSilent(statement)) {
          while (result.next() != null) {
            // Nothing is shown; a write has happened when its result ends.
          }
          rows = 0;
          cut = false;
        } else if (statement instanceof Statement.Explain && format == OutputFormat.TABLE) {
          separateResults();
          rows = printPlainly(result, watch);
          cut = false;
        } else {
          separateResults();
          try (ResultWriter writer =
              format.writer(output, result.schema(), valueText(), mostRows())) {
            rows = print(result, writer, watch);
            cut = writer instanceof TableWriter table && table.isCut();
          }
        }
      } catch (RuntimeException e) {
        if (watch.isCancelled()) {
          throw new StatementCancelledException(e);
        }
        throw e;
      }
      output.flush();
    }
    var outcome = new Outcome(Duration.ofNanos(System.nanoTime() - start), rows);
    tell(outcome, cut);
    return outcome;
  }

  /** Writes out what was printed so far, also of a statement that failed. */
  public void flush() {
    output.flush();
  }

  private long print(QueryResult result, ResultWriter writer, StatementWatch watch) {
    long rows = 0;
    boolean wanted = true;
    for (var batch = result.next();
        wanted && batch != null;
        batch = wanted ? result.next() : null) {
      if (format != OutputFormat.TABLE) {
        watch.printing();
      }
      rows += batch.rowCount();
      wanted = writer.batch(batch);
    }
    watch.printing();
    writer.end();
    return rows;
  }

  /** The lines of a plan as they are, which a grid would put into a single one. */
  private long printPlainly(QueryResult result, StatementWatch watch) {
    long rows = 0;
    for (@Nullable ResultBatch batch = result.next(); batch != null; batch = result.next()) {
      watch.printing();
      for (int row = 0; row < batch.rowCount(); row++) {
        String text = String.valueOf(batch.value(row, 0));
        output.text(text.endsWith("\n") ? text : text + "\n");
      }
      rows += batch.rowCount();
    }
    return rows;
  }

  private void separateResults() {
    if (printedResult) {
      output.text("\n");
    }
    printedResult = true;
  }

  private void tell(Outcome outcome, boolean cut) {
    if (cut) {
      streams
          .err()
          .println(
              "sampo: only the first "
                  + MOST_ROWS_ON_A_TERMINAL
                  + " rows are shown; write to a file or a pipe, or use --format csv, for all");
    }
    if (timed) {
      streams
          .err()
          .println(
              "statement "
                  + statements
                  + ": "
                  + Figures.milliseconds(outcome.duration())
                  + " ms, "
                  + outcome.rows()
                  + " rows");
    }
  }

  private int mostRows() {
    return streams.outTerminal() ? MOST_ROWS_ON_A_TERMINAL : TableWriter.ALL_ROWS;
  }

  private ValueText valueText() {
    return session.context().valueText();
  }

  /** Statements that are run for their effect. */
  private static boolean isSilent(Statement statement) {
    return switch (statement) {
      case Statement.CreateView _,
          Statement.DropView _,
          Statement.Write _,
          Statement.CacheTable _,
          Statement.UncacheTable _,
          Statement.ClearCache _,
          Statement.AddJars _,
          Statement.RefreshTable _,
          Statement.RefreshPath _ ->
          true;
      case Statement.SetConfig set -> set.value().isPresent();
      case Statement.Query _,
          Statement.Explain _,
          Statement.ShowTables _,
          Statement.ShowViews _,
          Statement.ShowColumns _,
          Statement.DescribeFunction _,
          Statement.ShowFunctions _,
          Statement.Describe _ ->
          false;
    };
  }
}
