package io.sampo.engine;

import java.util.Map;

/** Serves the master {@code memory}. */
public final class MemoryEngineProvider implements EngineProvider {
  @Override
  public boolean accepts(String master) {
    return master.equals("memory");
  }

  @Override
  public Engine start(Map<String, String> settings) {
    return new MemoryEngine(settings);
  }
}
