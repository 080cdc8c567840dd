package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.EngineLimits;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a run found out.
 *
 * @param peakMemory bytes per engine
 * @param versions the engines' own versions
 */
public record BenchResult(
    Suite suite,
    Schedule schedule,
    EngineLimits limits,
    List<Measurement> measurements,
    Map<EngineKind, Long> peakMemory,
    Map<EngineKind, String> versions) {
  public BenchResult {
    measurements = List.copyOf(measurements);
    peakMemory = Map.copyOf(peakMemory);
    versions = Map.copyOf(versions);
  }

  /** An engine's runs of a question; empty when it was not asked. */
  public Optional<Measurement> measurement(Question question, EngineKind engine) {
    return measurements.stream()
        .filter(each -> each.engine() == engine && each.question().equals(question.name()))
        .findFirst();
  }

  /** The measurements whose answer is wrong or missing. */
  public List<Measurement> faults() {
    return measurements.stream().filter(each -> !each.right()).toList();
  }

  /** Collects a result while it comes in. Used by one thread. */
  static final class Collector {
    private final List<Measurement> measurements = new ArrayList<>();
    private final Map<EngineKind, Long> peakMemory = new EnumMap<>(EngineKind.class);
    private final Map<EngineKind, String> versions = new EnumMap<>(EngineKind.class);

    void add(Measurement measurement) {
      measurements.add(measurement);
    }

    void peakMemory(EngineKind engine, long bytes) {
      peakMemory.merge(engine, bytes, Math::max);
    }

    void version(EngineKind engine, String version) {
      versions.put(engine, version);
    }

    BenchResult result(Suite suite, Schedule schedule, EngineLimits limits) {
      return new BenchResult(suite, schedule, limits, measurements, peakMemory, versions);
    }
  }
}
