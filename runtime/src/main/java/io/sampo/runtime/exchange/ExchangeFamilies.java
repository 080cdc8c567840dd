package io.sampo.runtime.exchange;

import io.sampo.runtime.serde.SerializedFamilies;
import java.util.List;

/** Addresses and summaries, which are part of messages, and the data plane's own frames. */
public final class ExchangeFamilies implements SerializedFamilies {
  @Override
  public List<Class<?>> roots() {
    return List.of(
        PartitionLocation.class, BlockAddress.class, PartitionSummary.class, Frame.class);
  }
}
