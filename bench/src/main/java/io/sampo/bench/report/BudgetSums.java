package io.sampo.bench.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.run.BudgetRun;
import io.sampo.bench.run.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The questions that every engine answered rightly within every budget, together.
 *
 * @param runs one for each engine and budget: the sum of the medians and of the spilled bytes, and
 *     the highest peak; none when there are fewer than two such questions
 */
record BudgetSums(List<BudgetRun> runs) {
  private record Contender(EngineKind engine, Optional<Long> budget) {
    static Contender of(BudgetRun run) {
      return new Contender(run.engine(), run.budget());
    }
  }

  static BudgetSums of(List<BudgetRun> all) {
    long contenders = all.stream().map(Contender::of).distinct().count();
    Map<String, List<BudgetRun>> byQuestion =
        all.stream().collect(groupingBy(BudgetRun::question, LinkedHashMap::new, toList()));
    List<List<BudgetRun>> common =
        byQuestion.values().stream()
            .filter(same -> same.size() == contenders && same.stream().allMatch(BudgetRun::right))
            .toList();
    if (common.size() < 2) {
      return new BudgetSums(List.of());
    }
    Map<Contender, List<BudgetRun>> byContender =
        common.stream()
            .flatMap(List::stream)
            .collect(groupingBy(Contender::of, LinkedHashMap::new, toList()));
    return new BudgetSums(byContender.values().stream().map(BudgetSums::sum).toList());
  }

  private static BudgetRun sum(List<BudgetRun> runs) {
    BudgetRun first = runs.getFirst();
    return new BudgetRun(
        "all " + runs.size(),
        first.engine(),
        first.budget(),
        List.of(runs.stream().mapToDouble(BudgetRun::milliseconds).sum()),
        runs.stream().mapToLong(BudgetRun::peak).max().orElseThrow(),
        runs.stream().mapToLong(BudgetRun::spilled).sum(),
        new Verdict.Right());
  }

  /**
   * How Sampo's time is to each other engine's, such as "sampo to duckdb: 1.10x without a limit,
   * 1.05x within 512 MiB".
   */
  List<String> comparisons() {
    Map<EngineKind, List<BudgetRun>> byEngine =
        runs.stream().collect(groupingBy(BudgetRun::engine, LinkedHashMap::new, toList()));
    List<BudgetRun> own = byEngine.getOrDefault(EngineKind.SAMPO, List.of());
    byEngine.remove(EngineKind.SAMPO);
    return byEngine.values().stream()
        .filter(_ -> !own.isEmpty())
        .map(theirs -> comparison(own, theirs))
        .toList();
  }

  private static String comparison(List<BudgetRun> own, List<BudgetRun> theirs) {
    String engine = theirs.getFirst().engine().label();
    return own.stream()
        .flatMap(run ->
            theirs.stream()
                .filter(other -> other.budget().equals(run.budget()))
                .map(other -> ratio(run, other)))
        .collect(joining(", ", EngineKind.SAMPO + " to " + engine + ": ", ""));
  }

  private static String ratio(BudgetRun own, BudgetRun theirs) {
    return "%.2fx %s"
        .formatted(
            own.milliseconds() / theirs.milliseconds(),
            own.budget()
                .map(bytes -> "within " + BudgetTable.size(bytes))
                .orElse("without a limit"));
  }
}
