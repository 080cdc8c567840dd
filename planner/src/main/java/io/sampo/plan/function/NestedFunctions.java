package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;

import io.sampo.plan.function.kernel.CollectionKernels;
import java.util.List;
import java.util.stream.Stream;

/**
 * Functions that take functions, and those that make structs. The analyzer gives them their types,
 * the interpreter knows them by name.
 */
public final class NestedFunctions {
  private NestedFunctions() {}

  /** The kernel that makes a struct of its arguments. */
  public static Kernel structOf() {
    return new Kernel(CollectionKernels.class, "array", List.of(Object[].class), List.class);
  }

  private static FunctionDefinition higher(
      String name,
      String usage,
      String description,
      String example,
      String result,
      String... aliases) {
    return scalar(name)
        .aliases(aliases)
        .nulls(NullPolicy.STRICT_NULLABLE)
        .rewritten()
        .does(usage, description)
        .example(example, result);
  }

  static List<FunctionDefinition> rows() {
    return Stream.of(firstRows(), secondRows()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstRows() {
    return List.of(
        scalar("named_struct")
            .aliases("struct")
            .nulls(NullPolicy.NEVER_NULL)
            .rewritten()
            .does("named_struct(name, value, ...), struct(a, b, ...)", "A struct of named fields.")
            .example("named_struct('a', 1, 'b', 2)", "{1, 2}"),
        higher(
            "transform",
            "transform(array, x -> ...)",
            "The array of what the function yields for each element, and its index from 0.",
            "transform(array(1, 2, 3), x -> x + 1)",
            "[2, 3, 4]"),
        higher(
            "filter",
            "filter(array, x -> ...)",
            "The elements for which the function is true.",
            "filter(array(1, 2, 3), x -> x % 2 = 1)",
            "[1, 3]"),
        higher(
            "exists",
            "exists(array, x -> ...)",
            "Whether the function is true for some element.",
            "exists(array(1, 2, 3), x -> x % 2 = 0)",
            "true"),
        higher(
            "forall",
            "forall(array, x -> ...)",
            "Whether the function is true for all elements.",
            "forall(array(1, 2, 3), x -> x % 2 = 0)",
            "false"),
        higher(
            "aggregate",
            "aggregate(array, start, (sum, x) -> ...[, sum -> ...])",
            "What the function makes of the start and one element after the other.",
            "aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x)",
            "6",
            "reduce"));
  }

  private static List<FunctionDefinition> secondRows() {
    return List.of(
        higher(
            "zip_with",
            "zip_with(a, b, (x, y) -> ...)",
            "The array of what the function yields for the elements at each place.",
            "zip_with(array(1, 2), array(3, 4), (x, y) -> x + y)",
            "[4, 6]"),
        higher(
            "map_zip_with",
            "map_zip_with(a, b, (k, v1, v2) -> ...)",
            "The map of what the function yields for each key of either map and both values.",
            "map_zip_with(map(1, 'a', 2, 'b'), map(1, 'x', 3, 'y'), (k, v1, v2) -> concat(v1, v2))",
            "{1 -> ax, 2 -> null, 3 -> null}"),
        higher(
            "map_filter",
            "map_filter(map, (k, v) -> ...)",
            "The entries for which the function is true.",
            "map_filter(map(1, 0, 2, 2, 3, -1), (k, v) -> k > v)",
            "{1 -> 0, 3 -> -1}"),
        higher(
            "transform_keys",
            "transform_keys(map, (k, v) -> ...)",
            "The map with what the function yields as keys.",
            "transform_keys(map(1, 'a', 2, 'b'), (k, v) -> k + 1)",
            "{2 -> a, 3 -> b}"),
        higher(
            "transform_values",
            "transform_values(map, (k, v) -> ...)",
            "The map with what the function yields as values.",
            "transform_values(map(1, 1, 2, 2), (k, v) -> v + 1)",
            "{1 -> 2, 2 -> 3}"));
  }
}
