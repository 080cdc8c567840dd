package io.sampo.runtime.worker;

import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** A task's stages, with the memory they use. */
record TaskQuery(QueryRun run, BufferAllocator allocator) implements QueryWork {
  @Override
  public List<StageWork> stages() {
    return run.stages();
  }

  @Override
  public void close() {
    run.close();
    allocator.close();
  }
}
