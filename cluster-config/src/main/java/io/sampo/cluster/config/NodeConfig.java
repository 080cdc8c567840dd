package io.sampo.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.runtime.network.TlsSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a member's actor system. An application's own configuration is not looked at. */
public final class NodeConfig {
  private static final String ARTERY = "pekko.remote.artery.";

  private NodeConfig() {}

  /** The profile's settings below those of this process. */
  public static Config of(NodeSettings settings) {
    var own = new LinkedHashMap<String, Object>();
    own.put("pekko.cluster.roles", List.of(settings.role().label()));
    own.put(ARTERY + "canonical.hostname", settings.address().host());
    if (settings.profile() == Profile.KUBERNETES) {
      own.put(
          "pekko.management.cluster.bootstrap.new-cluster-enabled", settings.role() == Role.DRIVER);
      own.put("pekko.management.http.hostname", settings.address().host());
    } else {
      own.put(ARTERY + "canonical.port", settings.address().port());
    }
    settings.tls().ifPresent(tls -> encrypt(own, tls));
    return systemProperties()
        .withFallback(ConfigFactory.parseMap(own))
        .withFallback(ConfigFactory.parseResourcesAnySyntax(settings.profile().resource()))
        .withFallback(ConfigFactory.defaultReference(NodeConfig.class.getClassLoader()))
        .resolve();
  }

  /** Those of Pekko alone, so that any setting can be changed from outside. */
  private static Config systemProperties() {
    var found = new LinkedHashMap<String, Object>();
    System.getProperties()
        .forEach((key, value) -> {
          if (String.valueOf(key).startsWith("pekko.")) {
            found.put(String.valueOf(key), value);
          }
        });
    return ConfigFactory.parseMap(found);
  }

  private static void encrypt(Map<String, Object> own, TlsSettings tls) {
    String engine = ARTERY + "ssl.config-ssl-engine.";
    own.put(ARTERY + "transport", "tls-tcp");
    own.put(engine + "key-store", tls.keyStore().toAbsolutePath().toString());
    own.put(engine + "trust-store", tls.trustStore().toAbsolutePath().toString());
    own.put(engine + "key-store-password", tls.password());
    own.put(engine + "key-password", tls.password());
    own.put(engine + "trust-store-password", tls.password());
    own.put(engine + "protocol", TlsSettings.PROTOCOL);
    own.put(
        engine + "enabled-algorithms", List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"));
    own.put(engine + "require-mutual-authentication", "on");
    own.put(engine + "hostname-verification", "off");
  }
}
