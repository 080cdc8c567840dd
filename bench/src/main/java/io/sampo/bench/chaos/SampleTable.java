package io.sampo.bench.chaos;

import io.sampo.bench.report.TextTable;
import java.util.List;
import java.util.Locale;

/** What the processes held over time, for people. */
public final class SampleTable {
  private static final double MEBIBYTE = 1 << 20;

  private SampleTable() {}

  public static String render(List<Sample> samples) {
    var table =
        new TextTable(
            List.of(
                "time",
                "queries",
                "driver MiB",
                "live",
                "threads",
                "open",
                "client MiB",
                "live",
                "threads",
                "open",
                "workers MiB",
                "files"));
    for (Sample sample : samples) {
      table.add(
          List.of(
              sample.at().toSeconds() + " s",
              Integer.toString(sample.queries()),
              mebibytes(sample.driver().resident()),
              mebibytes(sample.driver().live()),
              Integer.toString(sample.driver().threads()),
              Integer.toString(sample.driver().descriptors()),
              mebibytes(sample.client().resident()),
              mebibytes(sample.client().live()),
              Integer.toString(sample.client().threads()),
              Integer.toString(sample.client().descriptors()),
              mebibytes(sample.workersResident()),
              Long.toString(sample.files())));
    }
    return table.render();
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEBIBYTE);
  }
}
