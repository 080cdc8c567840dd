package io.sampo.runtime.cluster;

import io.sampo.runtime.serde.SerializedFamilies;
import java.util.List;

/** What a driver leaves to its successor. */
public final class QueryFamilies implements SerializedFamilies {
  @Override
  public List<Class<?>> roots() {
    return List.of(QueryOrder.class);
  }
}
