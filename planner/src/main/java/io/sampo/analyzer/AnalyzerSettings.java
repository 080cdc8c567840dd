package io.sampo.analyzer;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What the meaning of a query depends on beside its text.
 *
 * @param zone the session's time zone
 * @param caseSensitive whether names that differ in case only are different names
 * @param now the moment that {@code current_timestamp} stands for
 * @param functions what the session's program brings along
 * @param evaluation computes recursive tables
 */
public record AnalyzerSettings(
    ZoneId zone,
    boolean caseSensitive,
    Instant now,
    FunctionScope functions,
    Evaluation evaluation) {
  /** The usual settings: names without regard to case. */
  public static AnalyzerSettings of(ZoneId zone, Instant now) {
    return of(zone, now, FunctionScope.NONE);
  }

  /** The usual settings, with functions of a program. */
  public static AnalyzerSettings of(ZoneId zone, Instant now, FunctionScope functions) {
    return new AnalyzerSettings(zone, false, now, functions, Evaluation.NONE);
  }

  /** These settings with another evaluation. */
  public AnalyzerSettings evaluating(Evaluation other) {
    return new AnalyzerSettings(zone, caseSensitive, now, functions, other);
  }

  /** Whether two names are the same one. */
  public boolean sameName(String left, String right) {
    return caseSensitive ? left.equals(right) : left.equalsIgnoreCase(right);
  }
}
