package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.window;
import static io.sampo.types.DataType.DOUBLE;
import static io.sampo.types.DataType.INTEGER;

import java.util.List;
import java.util.stream.Stream;

/** Functions that need a window; the engine knows them by name. */
final class WindowFunctions {
  private WindowFunctions() {}

  static List<FunctionDefinition> rows() {
    return Stream.of(firstRows(), secondRows()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstRows() {
    return List.of(
        window("row_number")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .gives(INTEGER)
            .builtIn()
            .does("row_number()", "The row's place in its partition, from 1.")
            .example("row_number() OVER (ORDER BY 1)", "1"),
        window("rank")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .gives(INTEGER)
            .builtIn()
            .does("rank()", "One more than the number of rows before the row and its peers.")
            .example("rank() OVER (ORDER BY 1)", "1"),
        window("dense_rank")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .gives(INTEGER)
            .builtIn()
            .does("dense_rank()", "As rank, without gaps behind ties.")
            .example("dense_rank() OVER (ORDER BY 1)", "1"),
        window("percent_rank")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .gives(DOUBLE)
            .builtIn()
            .does("percent_rank()", "(rank - 1) / (rows of the partition - 1).")
            .example("percent_rank() OVER (ORDER BY 1)", "0.0"),
        window("cume_dist")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .gives(DOUBLE)
            .builtIn()
            .does("cume_dist()", "The share of the partition's rows up to the row and its peers.")
            .example("cume_dist() OVER (ORDER BY 1)", "1.0"));
  }

  private static List<FunctionDefinition> secondRows() {
    return List.of(
        window("ntile")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(Parameter.POSITION)
            .gives(INTEGER)
            .builtIn()
            .does(
                "ntile(n)",
                "The number, from 1, of the row's part when the partition is cut into n even parts.")
            .example("ntile(2) OVER (ORDER BY 1)", "1"),
        window("lag")
            .takes(Parameter.ANY)
            .builtIn()
            .takes(Parameter.ANY, Parameter.POSITION)
            .builtIn()
            .takes(Parameter.ANY, Parameter.POSITION, Parameter.ANY)
            .builtIn()
            .does("lag(a[, distance[, otherwise]])", "The value that many rows before (1).")
            .example("lag(5) OVER (ORDER BY 1)", "NULL"),
        window("lead")
            .takes(Parameter.ANY)
            .builtIn()
            .takes(Parameter.ANY, Parameter.POSITION)
            .builtIn()
            .takes(Parameter.ANY, Parameter.POSITION, Parameter.ANY)
            .builtIn()
            .does("lead(a[, distance[, otherwise]])", "The value that many rows behind (1).")
            .example("lead(5) OVER (ORDER BY 1)", "NULL"),
        window("nth_value")
            .takes(Parameter.ANY, Parameter.POSITION)
            .builtIn()
            .does("nth_value(a, n)", "The value of the n-th row of the frame.")
            .example("nth_value(5, 1) OVER (ORDER BY 1)", "5"));
  }
}
