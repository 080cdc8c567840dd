package io.sampo.runtime.network;

import io.sampo.config.ConfigOptions;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates of a process: its own, with its key, and those it trusts. Both sides of every
 * connection must show a certificate that the other trusts.
 *
 * @param keyStore a PKCS12 file with the own certificate and key
 * @param trustStore a PKCS12 file with the certificates that are trusted
 * @param password of both files and of the key
 */
public record TlsSettings(Path keyStore, Path trustStore, String password) {
  /** The version that all sides speak. */
  public static final String PROTOCOL = "TLSv1.3";

  /**
   * The settings under the keys {@code sampo.tls.*}; empty when none of them is set.
   *
   * @param setting looks a key up
   * @throws SampoException when one of two files is missing
   */
  public static Optional<TlsSettings> of(Function<String, Optional<String>> setting) {
    Optional<String> keys = setting.apply(ConfigOptions.TLS_KEY_STORE.key());
    Optional<String> trusted = setting.apply(ConfigOptions.TLS_TRUST_STORE.key());
    if (keys.isEmpty() && trusted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TlsSettings(
            Path.of(keys.orElseThrow(() -> missing(ConfigOptions.TLS_KEY_STORE.key()))),
            Path.of(trusted.orElseThrow(() -> missing(ConfigOptions.TLS_TRUST_STORE.key()))),
            setting.apply(ConfigOptions.TLS_PASSWORD.key()).orElse("")));
  }

  private static SampoException missing(String key) {
    return new SampoException(
        ErrorCode.INVALID_CONFIG_VALUE,
        Map.of("key", key, "value", "", "details", "TLS needs a key store and a trust store"));
  }

  /**
   * A context with these certificates.
   *
   * @throws SampoException when a file cannot be read with the password
   */
  public SSLContext context() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(keyStore), password.toCharArray());
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(load(trustStore));
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new SampoException(
          ErrorCode.INVALID_CONFIG_VALUE,
          Map.of(
              "key",
              ConfigOptions.TLS_KEY_STORE.key(),
              "value",
              keyStore + ", " + trustStore,
              "details",
              String.valueOf(e.getMessage())),
          null,
          e);
    }
  }

  private KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(file)) {
      store.load(bytes, password.toCharArray());
    }
    return store;
  }

  /** Without the password, so that it can be logged. */
  @Override
  public String toString() {
    return "TlsSettings[" + keyStore + ", " + trustStore + "]";
  }
}
