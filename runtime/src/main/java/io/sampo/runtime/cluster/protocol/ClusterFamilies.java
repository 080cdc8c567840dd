package io.sampo.runtime.cluster.protocol;

import io.sampo.runtime.serde.SerializedFamilies;
import java.util.List;

/** What a driver is told of workers. */
public final class ClusterFamilies implements SerializedFamilies {
  @Override
  public List<Class<?>> roots() {
    return List.of(WorkerEvent.class);
  }
}
