package io.sampo.runtime.worker.protocol;

import io.sampo.physical.fragment.Fragment;
import io.sampo.runtime.serde.SerializedFamilies;
import java.util.List;

/** The messages between drivers and workers, and the fragments in them. */
public final class WorkerFamilies implements SerializedFamilies {
  @Override
  public List<Class<?>> roots() {
    return List.of(
        WorkerCommand.class,
        SentOrder.class,
        Fragment.class,
        TaskReport.class,
        Holdings.class,
        WorkerInfo.class);
  }
}
