package io.sampo.analyzer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What Spark calls the columns of calls whose names are not just the call as it is written. */
final class CallNames {
  /** Functions that Spark names in capitals. */
  private static final Set<String> CAPITALS =
      Set.of(
          "acos",
          "acosh",
          "asin",
          "asinh",
          "atan",
          "atan2",
          "atanh",
          "cbrt",
          "ceil",
          "cos",
          "cosh",
          "cot",
          "csc",
          "degrees",
          "e",
          "exp",
          "expm1",
          "floor",
          "hypot",
          "log",
          "log10",
          "log1p",
          "log2",
          "pi",
          "power",
          "radians",
          "sec",
          "signum",
          "sin",
          "sinh",
          "regexp_like",
          "spark_partition_id",
          "sqrt",
          "tan",
          "tanh");

  /**
   * Arguments that Spark shows even where they are left out.
   *
   * @param count of the arguments with them
   */
  private record Defaults(int count, List<String> values) {}

  private static final Map<String, Defaults> DEFAULTS =
      Map.ofEntries(
          Map.entry("sort_array", new Defaults(2, List.of("true"))),
          Map.entry("round", new Defaults(2, List.of("0"))),
          Map.entry("bround", new Defaults(2, List.of("0"))),
          Map.entry("regexp_replace", new Defaults(4, List.of("1"))),
          Map.entry("regexp_instr", new Defaults(3, List.of("0"))),
          Map.entry("lpad", new Defaults(3, List.of(" "))),
          Map.entry("rpad", new Defaults(3, List.of(" "))),
          Map.entry("months_between", new Defaults(3, List.of("true"))),
          Map.entry("percentile_approx", new Defaults(3, List.of("10000"))),
          Map.entry("approx_percentile", new Defaults(3, List.of("10000"))),
          Map.entry("listagg", new Defaults(2, List.of("NULL"))),
          Map.entry("string_agg", new Defaults(2, List.of("NULL"))),
          Map.entry("str_to_map", new Defaults(3, List.of(",", ":"))),
          Map.entry("from_unixtime", new Defaults(2, List.of("yyyy-MM-dd HH:mm:ss"))),
          Map.entry("percentile", new Defaults(3, List.of("1"))),
          Map.entry("split", new Defaults(3, List.of("-1"))),
          Map.entry("unix_timestamp", new Defaults(2, List.of("yyyy-MM-dd HH:mm:ss"))),
          Map.entry("to_unix_timestamp", new Defaults(2, List.of("yyyy-MM-dd HH:mm:ss"))),
          Map.entry("locate", new Defaults(3, List.of("1"))),
          Map.entry("position", new Defaults(3, List.of("1"))),
          Map.entry("overlay", new Defaults(4, List.of("-1"))),
          Map.entry("substr", new Defaults(3, List.of("2147483647"))),
          Map.entry("substring", new Defaults(3, List.of("2147483647"))));

  /** Functions of which Spark shows only so many arguments. */
  private static final Map<String, Integer> SHOWN =
      Map.of(
          "first",
          1,
          "first_value",
          1,
          "last",
          1,
          "last_value",
          1,
          "any_value",
          1,
          "from_json",
          1,
          "from_csv",
          1);

  private CallNames() {}

  /** Names that Spark shows another one for. */
  private static final Map<String, String> SHOWN_AS =
      Map.of(
          "array_agg",
          "collect_list",
          "curdate",
          "current_date",
          "dateadd",
          "date_add",
          "to_varchar",
          "to_char");

  /** The function's name, when it is called with so many arguments. */
  static String of(String function, int arguments) {
    boolean digits = arguments == 2 && (function.equals("ceil") || function.equals("floor"));
    return digits ? function : of(SHOWN_AS.getOrDefault(function, function));
  }

  /** The function's name. */
  static String of(String function) {
    return CAPITALS.contains(function) ? function.toUpperCase(Locale.ROOT) : function;
  }

  /** The arguments' texts as they are shown. */
  static List<String> arguments(String function, List<String> written) {
    Integer shown = SHOWN.get(function);
    if (shown != null && written.size() > shown) {
      return written.subList(0, shown);
    }
    Defaults defaults = DEFAULTS.get(function);
    if (defaults == null || written.size() != defaults.count() - defaults.values().size()) {
      return written;
    }
    var all = new ArrayList<>(written);
    all.addAll(defaults.values());
    return all;
  }
}
