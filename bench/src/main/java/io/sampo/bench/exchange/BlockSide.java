package io.sampo.bench.exchange;

import io.sampo.bench.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two processes: answers requests until closed. Used by one thread. */
interface BlockSide extends AutoCloseable {
  /** What the other has to know. */
  Map<String, @Nullable Object> greeting();

  /** Does as told; yields figures. */
  Map<String, @Nullable Object> run(JsonObject request) throws InterruptedException;

  @Override
  void close();
}
