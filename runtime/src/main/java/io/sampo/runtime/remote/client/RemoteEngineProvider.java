package io.sampo.runtime.remote.client;

import io.sampo.config.ConfigOptions;
import io.sampo.engine.Engine;
import io.sampo.engine.EngineProvider;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.network.TlsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Starts sessions on the drivers of clusters: masters {@code sampo://host:port}. */
public final class RemoteEngineProvider implements EngineProvider {
  @Override
  public boolean accepts(String master) {
    return MasterUrl.isOne(master);
  }

  @Override
  public Engine start(Map<String, String> settings) {
    MasterUrl master = MasterUrl.parse(settings.getOrDefault(ConfigOptions.MASTER.key(), ""));
    Optional<TlsSettings> tls = TlsSettings.of(key -> Optional.ofNullable(settings.get(key)));
    String seconds =
        ConfigOptions.RECONNECT_SECONDS.checked(
            settings.getOrDefault(
                ConfigOptions.RECONNECT_SECONDS.key(),
                ConfigOptions.RECONNECT_SECONDS.defaultValue().orElseThrow()));
    var memory = new SessionMemory(settings);
    var link =
        new SessionLink(
            master,
            new DriverCall(Sockets.of(tls)),
            memory,
            Duration.ofSeconds(Long.parseLong(seconds)));
    return new RemoteEngine(master, memory, link);
  }
}
