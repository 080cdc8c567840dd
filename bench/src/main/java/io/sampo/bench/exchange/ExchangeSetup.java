package io.sampo.bench.exchange;

import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.exchange.ExchangeSettings;
import io.sampo.runtime.exchange.LinkSecurity;
import io.sampo.runtime.network.TlsSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What both processes are told at their start.
 *
 * @param bytes of blocks that are served
 * @param connections between the two
 * @param compression of blocks on their way
 * @param folder for blocks that do not stay in memory; none should
 * @param tls certificates, empty for plain sockets
 */
public record ExchangeSetup(
    long bytes, int connections, Compression compression, Path folder, Optional<TlsSettings> tls) {
  /** Memory beside the blocks themselves. */
  private static final long WORKING_MEMORY = 256L << 20;

  /** Partitions that each connection has to itself. */
  static final int PARTITIONS = 4;

  String toJson(String role) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("role", role);
    fields.put("bytes", bytes);
    fields.put("connections", connections);
    fields.put("compression", compression.name());
    fields.put("folder", folder.toString());
    tls.ifPresent(files -> {
      fields.put("keys", files.keyStore().toString());
      fields.put("trusted", files.trustStore().toString());
      fields.put("password", files.password());
    });
    return Json.write(fields);
  }

  static ExchangeSetup parse(JsonObject fields) {
    Optional<TlsSettings> tls =
        fields
            .text("keys")
            .map(keys ->
                new TlsSettings(
                    Path.of(keys),
                    Path.of(fields.text("trusted").orElseThrow()),
                    fields.text("password").orElseThrow()));
    return new ExchangeSetup(
        fields.number("bytes").orElseThrow().longValue(),
        fields.number("connections").orElseThrow().intValue(),
        Compression.valueOf(fields.text("compression").orElseThrow()),
        Path.of(fields.text("folder").orElseThrow()),
        tls);
  }

  /** The memory of a process that keeps so many bytes of blocks. */
  static long memory(long blocks) {
    return blocks + blocks / 2 + WORKING_MEMORY;
  }

  ExchangeSettings settings() {
    return ExchangeSettings.of(memory(bytes), folder).withCompression(compression);
  }

  LinkSecurity security() {
    return tls.map(files -> LinkSecurity.of(files.context(), false)).orElse(LinkSecurity.NONE);
  }

  /** The same in words, for a report. */
  Map<String, @Nullable Object> describe() {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("bytes", bytes);
    fields.put("connections", connections);
    fields.put("compression", compression.name());
    fields.put("tls", tls.isPresent());
    return fields;
  }
}
