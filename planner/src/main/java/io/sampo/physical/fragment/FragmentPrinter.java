package io.sampo.physical.fragment;

import io.sampo.physical.StagePrinter;

/** Writes fragments as text: a line for each, then its stages. */
public final class FragmentPrinter {
  private FragmentPrinter() {}

  public static String print(FragmentGraph graph) {
    var text = new StringBuilder();
    for (Fragment fragment : graph.fragments()) {
      text.append("Fragment ").append(fragment.id()).append(": ").append(spread(fragment));
      if (graph.switches().stream()
          .anyMatch(other -> other instanceof GroupSwitch && other.probe() == fragment.id())) {
        text.append(", only where a partition is skewed");
      }
      if (!fragment.inputs().isEmpty()) {
        text.append(", reads ").append(fragment.inputs());
      }
      if (!fragment.repeatable()) {
        text.append(", not repeatable");
      }
      text.append('\n').append(StagePrinter.print(fragment.stages()).indent(2));
    }
    return text.append("Result: rows of fragments ")
        .append(graph.results())
        .append('\n')
        .toString();
  }

  private static String spread(Fragment fragment) {
    int tasks = fragment.tasks();
    if (fragment.sharing().bySize()) {
      return tasks + " partitions, tasks by their sizes";
    }
    return tasks + (tasks == 1 ? " task" : " tasks");
  }
}
