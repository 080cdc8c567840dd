package io.sampo.runtime.remote.protocol;

import io.sampo.runtime.serde.SerializedFamilies;
import java.util.List;

/** What clients and drivers say to each other. */
public final class RemoteFamilies implements SerializedFamilies {
  @Override
  public List<Class<?>> roots() {
    return List.of(Request.class, Response.class);
  }
}
