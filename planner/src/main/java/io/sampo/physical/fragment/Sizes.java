package io.sampo.physical.fragment;

import io.sampo.physical.ExpectedRows;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.physical.Step;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.types.StringType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rough sizes: what the planner believes, and where it says nothing the rows of tables as their
 * statistics tell, a fixed share of them behind filters. Good enough to tell small from large.
 */
final class Sizes {
  private static final double KEPT_BY_FILTER = 0.3;

  /** How many elements arrays are taken to have. */
  private static final double ELEMENTS_OF_AN_ARRAY = 4;

  private static final double KEPT_BY_GROUPS = 0.5;

  /** Making more groups than this share of the rows costs more than sending the rows. */
  private static final double FEWER_GROUPS = 0.7;

  private static final long UNKNOWN_ROWS = 1_000_000;
  private static final int ROW_BYTES = 24;
  private static final int TEXT_BYTES = 32;
  private static final int VALUE_BYTES = 8;

  private final ExpectedRows expected;
  private final Map<Integer, Double> into = new HashMap<>();
  private final Map<Integer, Double> rows = new HashMap<>();
  private final Map<Integer, Double> probing = new HashMap<>();

  Sizes(StageGraph graph, ExpectedRows expected) {
    this.expected = expected;
    Map<Integer, Double> read = new HashMap<>();
    for (Stage stage : graph.stages()) {
      for (Flow flow : stage.flows()) {
        if (flow.source() instanceof Source.StageRows made) {
          expected.of(made).ifPresent(known -> read.put(made.stage(), known));
        }
      }
    }
    for (Stage stage : graph.stages()) {
      double all = stage.flows().stream().mapToDouble(this::rows).sum();
      into.put(stage.id(), all);
      double guessed = behind(stage.sink(), all);
      rows.put(stage.id(), Math.min(all, read.getOrDefault(stage.id(), guessed)));
    }
  }

  /** The rows that reach a stage's sink. */
  double into(int stage) {
    return into.getOrDefault(stage, 0.0);
  }

  /** The rows that a stage yields. */
  double rows(int stage) {
    return rows.getOrDefault(stage, 0.0);
  }

  /** The sizes of a stage that makes groups. */
  Groups groups(int stage) {
    return new Groups(into(stage), rows(stage));
  }

  /**
   * What is made of some rows.
   *
   * @param rows how many rows there are
   * @param groups how many groups they are in
   */
  record Groups(double rows, double groups) {
    /** Whether tasks that make groups of their own rows have surely fewer of them than rows. */
    boolean areFewer() {
      return groups <= FEWER_GROUPS * rows;
    }

    /** The rows that tasks send when each makes groups of its own rows first. */
    double sent(int tasks) {
      return Math.min(rows, groups * tasks);
    }
  }

  /** The rows that look up a stage's table. */
  double probing(int stage) {
    return probing.getOrDefault(stage, 0.0);
  }

  private static double behind(Sink sink, double in) {
    return switch (sink) {
      case Sink.Group group -> group.keys().isEmpty() ? 1 : Math.max(1, in * KEPT_BY_GROUPS);
      case Sink.SortRows sort -> Math.min(in, sort.limit().orElse(Long.MAX_VALUE));
      case Sink.CollectRows collect -> Math.min(in, collect.limit().orElse(Long.MAX_VALUE));
      case Sink.BuildTable build -> in;
      case Sink.WindowRows window -> in;
      case Sink.Result result -> in;
      case Sink.WriteFiles write -> in;
      case Sink.ExchangeWrite write -> in;
    };
  }

  private double rows(Flow flow) {
    double count =
        switch (flow.source()) {
          case Source.TableScan scan -> rows(scan);
          case Source.MemoryRows memory -> memory.rows().size();
          case Source.RangeRows range ->
              Math.abs(((double) range.end() - range.start()) / range.step());
          case Source.StageRows stage -> rows.getOrDefault(stage.stage(), 0.0);
          case Source.BuiltRows built -> rows.getOrDefault(built.stage(), 0.0);
          case Source.ExchangeRows exchange -> UNKNOWN_ROWS;
        };
    for (Step step : flow.steps()) {
      if (step instanceof Step.Probe probe) {
        probing.put(probe.stage(), count);
      }
      double kept =
          switch (step) {
            case Step.FilterRows filter -> filter.conditions().isEmpty() ? 1 : KEPT_BY_FILTER;
            case Step.DefineColumns define -> 1;
            case Step.CountRows counting -> 1;
            case Step.Probe probe -> 1;
            case Step.DropUnmatched drop -> 1;
            case Step.ExpandRows expand -> expand.projections().size();
            case Step.GenerateRows generate -> ELEMENTS_OF_AN_ARRAY;
          };
      count = expected.of(step).orElse(count * kept);
    }
    return count;
  }

  /** The rows of a table, skipping left out. */
  static long rows(Source.TableScan scan) {
    return scan.table().statistics().rowCount().orElse(UNKNOWN_ROWS);
  }

  /** The bytes of all tables together, as they are stored. */
  static long storedBytes(List<Stage> stages) {
    return stages.stream()
        .flatMap(stage -> stage.tables().stream())
        .mapToLong(table -> table.statistics().sizeBytes())
        .sum();
  }

  /** The rows of all sources together. */
  static long sources(List<Stage> stages) {
    long all = 0;
    for (Stage stage : stages) {
      for (Flow flow : stage.flows()) {
        all +=
            switch (flow.source()) {
              case Source.TableScan scan -> rows(scan);
              case Source.MemoryRows memory -> memory.rows().size();
              case Source.RangeRows range ->
                  (long) Math.abs(((double) range.end() - range.start()) / range.step());
              case Source.StageRows rows -> 0;
              case Source.BuiltRows rows -> 0;
              case Source.ExchangeRows rows -> 0;
            };
      }
    }
    return all;
  }

  /** The rows of all sources, and those that are made of them on the way into sinks. */
  double work(List<Stage> stages) {
    return sources(stages) + stages.stream().mapToDouble(stage -> into(stage.id())).sum();
  }

  /** About how many bytes would be sent to deal out the rows that look up a stage's table. */
  double probingBytes(int stage) {
    return (ROW_BYTES + 2.0 * VALUE_BYTES) * probing.getOrDefault(stage, 0.0);
  }

  /** About how many bytes a stage's table takes. */
  double bytes(int stage, List<NamedExpression> columns) {
    double width = ROW_BYTES;
    for (NamedExpression column : columns) {
      ColumnReference reference = column.toReference();
      width += reference.type() instanceof StringType ? TEXT_BYTES : VALUE_BYTES;
    }
    return width * rows.getOrDefault(stage, 0.0);
  }
}
