package io.sampo.plan.function;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All functions by name. Immutable, safe for use by many threads. */
public final class FunctionRegistry {
  private final Map<String, FunctionDefinition> byName = new HashMap<>();
  private final TreeMap<String, FunctionDefinition> sorted = new TreeMap<>();

  private FunctionRegistry(List<List<FunctionDefinition>> themes) {
    for (List<FunctionDefinition> theme : themes) {
      for (FunctionDefinition definition : theme) {
        sorted.put(definition.name(), definition);
        put(definition.name(), definition);
        definition.aliases().forEach(alias -> put(alias, definition));
      }
    }
  }

  private void put(String name, FunctionDefinition definition) {
    FunctionDefinition other = byName.put(name, definition);
    if (other != null) {
      throw new IllegalStateException("two functions are named " + name);
    }
  }

  private static final class Holder {
    static final FunctionRegistry STANDARD =
        new FunctionRegistry(
            List.of(
                OperatorFunctions.rows(),
                ConditionalFunctions.rows(),
                MomentFunctions.rows(),
                MathFunctions.rows(),
                TextFunctions.rows(),
                WordFunctions.rows(),
                DateFunctions.rows(),
                TimestampFunctions.rows(),
                CollectionFunctions.rows(),
                MapFunctions.rows(),
                NestedFunctions.rows(),
                DocumentFunctions.rows(),
                AggregateFunctions.rows(),
                WindowFunctions.rows(),
                GeneratorFunctions.rows()));
  }

  /** The functions that every session knows. */
  public static FunctionRegistry standard() {
    return Holder.STANDARD;
  }

  /** The function of that name or alias, case ignored. */
  public Optional<FunctionDefinition> lookup(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The function of that name, which must exist: for calls that the planner itself builds. */
  public FunctionDefinition require(String name) {
    return lookup(name).orElseThrow(() -> new IllegalArgumentException("no function " + name));
  }

  /** All functions, sorted by name. */
  public Collection<FunctionDefinition> all() {
    return sorted.values();
  }

  /** At most three names close to the one given, the closest first. */
  public List<String> similar(String name) {
    return SimilarNames.of(name, byName.keySet());
  }
}
