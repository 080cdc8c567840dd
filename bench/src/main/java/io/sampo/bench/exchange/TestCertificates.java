package io.sampo.bench.exchange;

import io.sampo.bench.error.BenchException;
import io.sampo.runtime.network.TlsSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A certificate of its own for one measurement, made by the JDK's keytool. */
public final class TestCertificates {
  private TestCertificates() {}

  /** Makes a certificate in the folder, for both sides, which they both trust. */
  public static TlsSettings make(Path folder) {
    String password = UUID.randomUUID().toString();
    Path keys = folder.resolve("keys.p12");
    Path certificate = folder.resolve("certificate.cer");
    Path trusted = folder.resolve("trusted.p12");
    keytool(
        password,
        List.of(
            "-genkeypair",
            "-alias",
            "node",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "2",
            "-dname",
            "CN=node",
            "-keystore",
            keys.toString()));
    keytool(
        password,
        List.of(
            "-exportcert",
            "-alias",
            "node",
            "-file",
            certificate.toString(),
            "-keystore",
            keys.toString()));
    keytool(
        password,
        List.of(
            "-importcert",
            "-noprompt",
            "-alias",
            "node",
            "-file",
            certificate.toString(),
            "-keystore",
            trusted.toString()));
    return new TlsSettings(keys, trusted, password);
  }

  private static void keytool(String password, List<String> words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(words);
    command.addAll(List.of("-storetype", "PKCS12", "-storepass:env", "SAMPO_BENCH_PASSWORD"));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("SAMPO_BENCH_PASSWORD", password);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BenchException("keytool failed: " + output);
      }
    } catch (IOException e) {
      throw new BenchException("keytool cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
