package io.sampo.runtime.serde;

/**
 * A message to an actor that may be in another process. Implement it with records in a {@code
 * ...protocol} package, below a sealed interface that a {@link SerializedFamilies} names: Pekko
 * then moves it with this package. Components may be anything that {@link SerializedFamilies}
 * lists.
 */
public interface ClusterMessage {}
