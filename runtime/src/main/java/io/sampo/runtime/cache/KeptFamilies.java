package io.sampo.runtime.cache;

import io.sampo.runtime.serde.SerializedFamilies;
import java.util.List;

/** Kept rows as plans name them that travel. */
public final class KeptFamilies implements SerializedFamilies {
  @Override
  public List<Class<?>> roots() {
    return List.of(SpreadRows.class);
  }
}
