package io.sampo.cluster.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.config.ConfigOptions;
import io.sampo.runtime.network.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Certificates made by the JDK's keytool for one test. */
public final class Certificates {
  private static final String PASSWORD = "secret-of-a-test";

  private final Path folder;

  /** Makes files in the folder. */
  public Certificates(Path folder) {
    this.folder = folder;
  }

  /** A certificate of its own that is signed by nobody else. */
  public Path keyPair(String name) {
    Path store = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "2",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=ip:127.0.0.1,dns:localhost",
        "-keystore",
        store.toString());
    return store;
  }

  /** A store that trusts the certificate of that name. */
  public Path trusting(String name) {
    Path certificate = folder.resolve(name + ".cer");
    keytool(
        "-exportcert",
        "-alias",
        name,
        "-keystore",
        folder.resolve(name + ".p12").toString(),
        "-file",
        certificate.toString());
    Path store = folder.resolve("trusts-" + name + ".p12");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-file",
        certificate.toString(),
        "-keystore",
        store.toString());
    return store;
  }

  /** The settings of a process. */
  public static Map<String, String> settings(Path keys, Path trusted) {
    return Map.of(
        ConfigOptions.TLS_KEY_STORE.key(), keys.toString(),
        ConfigOptions.TLS_TRUST_STORE.key(), trusted.toString(),
        ConfigOptions.TLS_PASSWORD.key(), PASSWORD);
  }

  /** The same for sockets. */
  public static TlsSettings tls(Path keys, Path trusted) {
    return new TlsSettings(keys, trusted, PASSWORD);
  }

  private static void keytool(String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
