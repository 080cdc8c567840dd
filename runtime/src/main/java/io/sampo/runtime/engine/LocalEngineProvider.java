package io.sampo.runtime.engine;

import io.sampo.engine.Engine;
import io.sampo.engine.EngineProvider;
import java.util.Map;

/**
 * Starts engines that run inside this process: masters {@code local}, {@code local[n]}, {@code
 * local[*]}.
 */
public final class LocalEngineProvider implements EngineProvider {
  @Override
  public boolean accepts(String master) {
    return master.equals("local") || master.matches("local\\[(\\*|[0-9]+)]");
  }

  @Override
  public Engine start(Map<String, String> settings) {
    return new LocalEngine(new EngineSettings(settings));
  }
}
