package io.sampo.physical;

import java.util.List;
import java.util.stream.Collectors;

/** Writes stages as text: one block a stage, one line a step. */
public final class StagePrinter {
  private StagePrinter() {}

  public static String print(StageGraph graph) {
    var text = new StringBuilder();
    for (Stage stage : graph.stages()) {
      text.append("Stage ").append(stage.id());
      if (!stage.inputs().isEmpty()) {
        text.append(" after ")
            .append(stage.inputs().stream().map(String::valueOf).collect(Collectors.joining(", ")));
      }
      text.append('\n');
      for (Flow flow : stage.flows()) {
        text.append("  ").append(line(flow.source())).append('\n');
        flow.steps().forEach(step -> text.append("  -> ").append(line(step)).append('\n'));
      }
      text.append("  => ").append(line(stage.sink())).append('\n');
    }
    return text.toString();
  }

  /** A source in one line. */
  public static String line(Source source) {
    return switch (source) {
      case Source.TableScan scan ->
          "Scan "
              + scan.table().name()
              + " "
              + scan.output()
              + (scan.predicates().isEmpty() ? "" : " skipping by " + scan.predicates())
              + line(scan.dealing());
      case Source.MemoryRows rows -> "Rows in memory: " + rows.rows().size();
      case Source.RangeRows range ->
          "Range " + range.start() + " to " + range.end() + " by " + range.step();
      case Source.StageRows rows ->
          "Rows of stage " + rows.stage() + (rows.ordered() ? ", in order" : "");
      case Source.BuiltRows rows ->
          (rows.matched() ? "Matched" : "Unmatched") + " rows of hash table " + rows.stage();
      case Source.ExchangeRows rows -> "Rows of fragment " + rows.exchange();
    };
  }

  private static String line(ScanDealing dealing) {
    return switch (dealing) {
      case ScanDealing.Evenly _ -> "";
      case ScanDealing.Apart(String column) -> " cut between values of " + column;
      case ScanDealing.Near(String column, Source.TableScan other, String otherColumn) ->
          " where " + column + " may be among " + otherColumn + " of " + other.table().name();
    };
  }

  /** A step in one line. */
  public static String line(Step step) {
    return switch (step) {
      case Step.FilterRows filter -> "Filter " + filter.conditions();
      case Step.DefineColumns define -> "Define " + define.columns();
      case Step.Probe probe ->
          "Probe "
              + probe.kind()
              + " hash table "
              + probe.stage()
              + " with "
              + probe.probeKeys()
              + probe.residual().map(condition -> " and " + condition).orElse("");
      case Step.DropUnmatched drop ->
          (drop.scanOnly() ? "Skip in the scan by keys of" : "Drop early what is not in")
              + " hash table "
              + drop.stage()
              + ": "
              + drop.keys();
      case Step.ExpandRows expand -> "Expand " + expand.output() + " " + expand.projections();
      case Step.GenerateRows generate ->
          (generate.outer() ? "Generate outer " : "Generate ")
              + generate.elements()
              + " AS "
              + generate.position()
              + ", "
              + generate.element();
      case Step.CountRows count -> "Count as " + count.counter();
    };
  }

  /** A sink in one line. */
  public static String line(Sink sink) {
    return switch (sink) {
      case Sink.BuildTable build -> "Hash table by " + build.keys() + " with " + build.payload();
      case Sink.Group group ->
          "Group by "
              + group.keys()
              + " "
              + states(group.states())
              + group.completion().map(StagePrinter::completion).orElse("");
      case Sink.SortRows sort ->
          sort.limit().map(limit -> "Top " + limit + " by ").orElse("Sort by ") + sort.order();
      case Sink.CollectRows collect ->
          "Collect"
              + collect
                  .limit()
                  .map(limit -> (collect.lastRows() ? " last " : " first ") + limit)
                  .orElse("")
              + (collect.offset() > 0 ? " behind " + collect.offset() : "");
      case Sink.WindowRows window ->
          window
                  .limit()
                  .map(limit -> "First rows by " + limit.kind() + " <= " + limit.count() + ", ")
                  .orElse("")
              + "Window "
              + window.functions()
              + " over "
              + window.partitionBy()
              + " by "
              + window.order();
      case Sink.Result result -> "Result " + result.columns();
      case Sink.WriteFiles write ->
          "Write "
              + write.target().format()
              + " files of "
              + write.columns()
              + (write.target().folders().isEmpty()
                  ? ""
                  : " in folders of "
                      + write.target().folders().stream()
                          .map(i -> write.columns().get(i).toReference())
                          .toList());
      case Sink.ExchangeWrite write -> "Send " + write.columns() + " " + to(write);
    };
  }

  private static String completion(Completion completion) {
    List<String> kept =
        completion.kept().stream()
            .filter(Step.FilterRows.class::isInstance)
            .map(step -> String.valueOf(((Step.FilterRows) step).conditions()))
            .toList();
    return " complete with each range of "
        + completion.column()
        + (kept.isEmpty() ? "" : ", keeping " + String.join(" and ", kept));
  }

  private static String to(Sink.ExchangeWrite write) {
    return switch (write.partitioning()) {
      case Partitioning.HashBy hash ->
          "to "
              + hash.partitions()
              + " partitions by "
              + hash.columns().stream().map(i -> write.columns().get(i).toReference()).toList();
      case Partitioning.ByTask rows -> "to " + rows.tasks() + " partitions by task, with a sample";
      case Partitioning.RangeBy ranges ->
          "to "
              + ranges.partitions()
              + " ranges of "
              + ranges.order()
              + " by rows of stage "
              + ranges.bounds();
      case Partitioning.Broadcast all -> "to all";
      case Partitioning.Single one -> "to one";
      case Partitioning.Kept kept -> "to later queries";
    };
  }

  private static List<String> states(List<AggregateState> states) {
    return states.stream().map(state -> state.kind() + "" + state.arguments()).toList();
  }
}
