package io.sampo.cluster.node;

import io.sampo.cluster.coordinator.WorkerListener;
import io.sampo.config.ConfigOptions;
import io.sampo.engine.Engine;
import io.sampo.runtime.engine.LocalEngineProvider;
import io.sampo.runtime.membership.protocol.WorkerIdentity;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the engines of sessions. Safe for use by many threads. */
final class SessionEngines implements WorkerListener {
  private final DriverSettings settings;

  SessionEngines(DriverSettings settings) {
    this.settings = settings;
  }

  /**
   * An engine with the driver's settings below those of the client, except for what is the driver's
   * business alone.
   */
  Engine open(Map<String, String> wished) {
    Map<String, String> all = new LinkedHashMap<>(settings.session());
    all.putAll(wished);
    settings
        .session()
        .forEach((key, value) -> {
          if (isDriversOwn(key)) {
            all.put(key, value);
          }
        });
    all.put(ConfigOptions.MASTER.key(), ConfigOptions.MASTER.defaultValue().orElseThrow());
    return new LocalEngineProvider().start(all);
  }

  private static boolean isDriversOwn(String key) {
    return key.equals(ConfigOptions.MEMORY.key())
        || key.equals(ConfigOptions.CORES.key())
        || key.equals(ConfigOptions.SPILL_DIRS.key());
  }

  @Override
  public void joined(WorkerIdentity worker) {}

  @Override
  public void lost(String worker, String reason) {}
}
