package io.sampo.engine;

import java.util.Map;

/** Starts engines; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /**
   * Whether this provider serves the given master URL, for example {@code local[2]} or {@code
   * sampo://host:port}.
   */
  boolean accepts(String master);

  /**
   * Starts an engine; settings hold every {@code config} of the builder, {@code sampo.master} and
   * {@code sampo.app.name}.
   */
  Engine start(Map<String, String> settings);
}
