package io.sampo.runtime.membership.protocol;

import io.sampo.runtime.serde.SerializedFamilies;
import java.util.List;

/** What members of a cluster say to each other. */
public final class MemberFamilies implements SerializedFamilies {
  @Override
  public List<Class<?>> roots() {
    return List.of(CoordinatorMessage.class, ActiveDriver.class);
  }
}
