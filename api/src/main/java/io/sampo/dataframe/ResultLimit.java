package io.sampo.dataframe;

import io.sampo.config.ConfigOption;
import io.sampo.config.ConfigOptions;
import io.sampo.engine.ResultBatch;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Locale;
import java.util.Map;

/**
 * Counts the bytes of rows that are gathered in one list, and ends the gathering before the heap is
 * full. Used by one thread.
 */
final class ResultLimit {
  private static final double UNIT = 1024;

  private final long most;
  private long seen;

  private ResultLimit(long most) {
    this.most = most;
  }

  /** The limit that the session's settings say; 0 there means none. */
  static ResultLimit of(EngineContext context) {
    ConfigOption option = ConfigOptions.MAX_RESULT_SIZE;
    long most =
        context
            .engine()
            .setting(ConfigOptions.SPARK_MAX_RESULT_SIZE.key())
            .or(() -> context.engine().setting(option.key()))
            .map(option::bytes)
            .orElse(0L);
    return new ResultLimit(most == 0 ? Long.MAX_VALUE : most);
  }

  /**
   * Counts a batch.
   *
   * @throws SampoException RESULT_TOO_LARGE when the limit is passed
   */
  void add(ResultBatch batch) {
    seen += batch.sizeBytes();
    if (seen > most) {
      throw new SampoException(
          ErrorCode.RESULT_TOO_LARGE, Map.of("size", text(seen), "limit", text(most)));
    }
  }

  private static String text(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= UNIT && unit < 4) {
      size /= UNIT;
      unit++;
    }
    return unit == 0
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f %siB", size, " KMGT".charAt(unit));
  }
}
