package io.sampo.cli.query;

import io.sampo.cli.terminal.Figures;
import io.sampo.engine.QueryProgress;
import java.time.Duration;
import java.util.StringJoiner;

/** A look at a running query as one line. */
final class ProgressText {
  private static final double LEAST_FRACTION_TO_FORESEE = 0.01;
  private static final double NANOS_PER_SECOND = 1e9;

  private ProgressText() {}

  /**
   * For example {@code 3.21 s · scan (2 of 5) · 12.3 M rows · 1.20 GB · 410 MB/s · 48 % · 3.5 s
   * left}.
   */
  static String of(QueryProgress progress, Duration elapsed) {
    var text = new StringJoiner(" · ");
    double seconds = Math.max(elapsed.toNanos(), 1) / NANOS_PER_SECOND;
    text.add(Figures.duration(elapsed));
    if (progress.stagesTotal() > 0) {
      int stage = Math.min(progress.stagesDone() + 1, progress.stagesTotal());
      text.add(progress.stage() + " (" + stage + " of " + progress.stagesTotal() + ")");
    }
    text.add(Figures.count(progress.rowsRead()) + " rows");
    text.add(Figures.bytes(progress.bytesRead()));
    text.add(Figures.bytes(progress.bytesRead() / seconds) + "/s");
    double fraction = Math.clamp(progress.fraction(), 0.0, 1.0);
    text.add(Math.round(fraction * 100) + " %");
    if (fraction >= LEAST_FRACTION_TO_FORESEE && fraction < 1) {
      double left = elapsed.toNanos() * (1 - fraction) / fraction;
      text.add(Figures.duration(Duration.ofNanos((long) left)) + " left");
    }
    return text.toString();
  }
}
