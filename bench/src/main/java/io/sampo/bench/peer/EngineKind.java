package io.sampo.bench.peer;

import io.sampo.bench.python.PythonEnvironment;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engines that can be measured. */
public enum EngineKind {
  SAMPO(null),
  DUCKDB(PythonEnvironment.PEERS),
  POLARS(PythonEnvironment.PEERS),
  SAIL(PythonEnvironment.PEERS),
  SPARK(PythonEnvironment.SPARK);

  private final @Nullable PythonEnvironment environment;

  EngineKind(@Nullable PythonEnvironment environment) {
    this.environment = environment;
  }

  /** The name on the command line and in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it runs, unless it runs on the JVM. */
  Optional<PythonEnvironment> environment() {
    return Optional.ofNullable(environment);
  }

  String script() {
    return "engine_" + label() + ".py";
  }

  @Override
  public String toString() {
    return label();
  }
}
