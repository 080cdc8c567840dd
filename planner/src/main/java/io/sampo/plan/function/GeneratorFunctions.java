package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.generator;

import java.util.List;

/** Functions that yield rows; the analyzer unfolds their arguments. */
final class GeneratorFunctions {
  private GeneratorFunctions() {}

  static List<FunctionDefinition> rows() {
    return List.of(
        generator("explode")
            .rewritten()
            .does("explode(collection)", "A row for each element of an array or entry of a map.")
            .example("explode(array(10))", "10"),
        generator("explode_outer")
            .rewritten()
            .does("explode_outer(collection)", "As explode, with one row of NULL if there is none.")
            .example("explode_outer(array())", "NULL"),
        generator("posexplode")
            .rewritten()
            .does("posexplode(collection)", "As explode, with the place from 0 before it.")
            .example("posexplode(array(10))", "0"),
        generator("posexplode_outer")
            .rewritten()
            .does(
                "posexplode_outer(collection)",
                "As posexplode, with one row of NULL if there is none.")
            .example("posexplode_outer(array())", "NULL"),
        generator("inline")
            .rewritten()
            .does("inline(structs)", "A row for each struct of an array, a column for each field.")
            .example("inline(array(struct(1)))", "1"),
        generator("inline_outer")
            .rewritten()
            .does("inline_outer(structs)", "As inline, with one row of NULL if there is none.")
            .example("inline_outer(array(struct(1)))", "1"),
        generator("stack")
            .rewritten()
            .does("stack(n, a, ...)", "The values in n rows.")
            .example("stack(1, 7)", "7"),
        generator("window")
            .rewritten()
            .does(
                "window(timestamp, duration[, slide[, start]])",
                "The windows of that duration that hold the time, structs of start and end.")
            .example(
                "window(TIMESTAMP '2024-01-01 10:07:00', '10 minutes')",
                "{2024-01-01 10:00:00, 2024-01-01 10:10:00}"),
        generator("session_window")
            .rewritten()
            .does(
                "session_window(timestamp, gap)",
                "In GROUP BY: the times that follow each other within the gap, a struct of start and end.")
            .example(
                "session_window(TIMESTAMP '2024-01-01 10:07:00', '10 minutes')",
                "{2024-01-01 10:07:00, 2024-01-01 10:17:00}"));
  }
}
