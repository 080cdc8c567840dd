package io.sampo.bench.run;

/** Whether an engine's answer to a question holds. */
public sealed interface Verdict {
  /** It agrees with the reference. */
  record Right() implements Verdict {}

  /** It differs from the reference's. */
  record Wrong(String difference) implements Verdict {}

  /** There is none. */
  record Failed(String message) implements Verdict {}
}
