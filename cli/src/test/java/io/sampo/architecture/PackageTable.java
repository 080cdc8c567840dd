package io.sampo.architecture;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which package may use which. A row covers its package and everything below it unless a longer row
 * matches; a package may always use its own row. Names are relative to {@code io.sampo}.
 */
final class PackageTable {
  private static final String ROOT = "io.sampo.";
  private static final List<String> VALUES = List.of("types", "error", "config", "code");
  private static final List<String> API =
      with(VALUES, "spec", "row", "column", "functions", "dataframe", "session", "engine");

  private static final Map<String, List<String>> ROWS = rows();

  private PackageTable() {}

  private static Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    VALUES.forEach(name -> rows.put(name, VALUES));
    rows.put("spec", VALUES);
    Stream.of("row", "column", "functions", "dataframe", "session", "engine")
        .forEach(name -> rows.put(name, API));

    rows.put("plan", VALUES);
    rows.put("sql", with(VALUES, "spec"));
    rows.put("analyzer", with(VALUES, "spec", "plan"));
    rows.put("optimizer", with(VALUES, "plan"));
    rows.put("physical", with(VALUES, "plan"));

    rows.put("codegen", with(VALUES, "plan", "physical"));

    rows.put(
        "runtime",
        with(
            VALUES,
            "plan",
            "physical",
            "codegen",
            "runtime.network",
            "runtime.serde",
            "runtime.usercode"));
    rows.put("runtime.network", VALUES);
    // Registers what others make, spec and the engine's figures among it.
    rows.put("runtime.serde", with(API, "plan", "physical", "codegen", "runtime"));
    // Says to the analyzer which functions a session has.
    rows.put("runtime.usercode", with(API, "analyzer", "plan", "runtime"));
    // The one place that wires the front half of the road to the back half.
    rows.put(
        "runtime.engine",
        with(
            API,
            "sql",
            "analyzer",
            "optimizer",
            "plan",
            "physical",
            "codegen",
            "runtime",
            "runtime.serde",
            "runtime.usercode"));

    // A client asks by spec and gets the engine's batches; a driver serves any engine.
    rows.put(
        "runtime.remote",
        with(
            API,
            "sql",
            "plan",
            "physical",
            "codegen",
            "runtime",
            "runtime.engine",
            "runtime.network",
            "runtime.serde"));

    rows.put(
        "cluster",
        with(
            API,
            "runtime",
            "runtime.engine",
            "runtime.network",
            "runtime.remote",
            "runtime.serde"));
    rows.put("connect", with(API, "runtime.engine", "runtime.metrics"));
    rows.put(
        "cli",
        with(
            API,
            "runtime.engine",
            "runtime.metrics",
            "runtime.network",
            "runtime.remote",
            "cluster"));
    return rows;
  }

  private static List<String> with(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toList();
  }

  /** The row that a package belongs to, or empty when the table does not know it. */
  static Optional<String> row(String packageName) {
    if (!packageName.startsWith(ROOT)) {
      return Optional.empty();
    }
    String name = packageName.substring(ROOT.length());
    return ROWS.keySet().stream()
        .filter(row -> name.equals(row) || name.startsWith(row + "."))
        .max(Comparator.comparingInt(String::length));
  }

  /** Whether code in {@code from} may use code in {@code to}; both must be rows of the table. */
  static boolean allows(String from, String to) {
    return from.equals(to) || ROWS.getOrDefault(from, List.of()).contains(to);
  }

  /** The rows that name something which is no row itself: always empty in a sound table. */
  static Set<String> dangling() {
    return ROWS.values().stream()
        .flatMap(List::stream)
        .filter(name -> !ROWS.containsKey(name) && row(ROOT + name).isEmpty())
        .collect(Collectors.toSet());
  }
}
