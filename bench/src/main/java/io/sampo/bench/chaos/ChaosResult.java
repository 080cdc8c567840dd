package io.sampo.bench.chaos;

import java.util.List;

/**
 * What came of it.
 *
 * @param queries how many were asked
 * @param wrong answers that differ from those of an engine in one process, in words
 * @param lost questions that ended with an error or in no time, in words
 * @param kills how many workers were killed and replaced
 * @param reruns how many tasks were run again
 * @param growth what grew that must not, in words
 * @param samples what the processes held after each round of questions
 */
public record ChaosResult(
    int queries,
    List<String> wrong,
    List<String> lost,
    int kills,
    long reruns,
    List<String> growth,
    List<Sample> samples) {
  public ChaosResult {
    wrong = List.copyOf(wrong);
    lost = List.copyOf(lost);
    growth = List.copyOf(growth);
    samples = List.copyOf(samples);
  }

  /** Whether nothing was wrong, lost or kept. */
  public boolean right() {
    return wrong.isEmpty() && lost.isEmpty() && growth.isEmpty();
  }
}
