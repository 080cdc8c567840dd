package io.sampo.runtime.worker;

import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.spill.SpillSpace;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import java.util.List;

/** A task's stages, with the memory they use. */
record TaskQuery(QueryRun run, QueryMemory memory, SpillSpace space) implements QueryWork {
  @Override
  public List<StageWork> stages() {
    return run.stages();
  }

  @Override
  public void close() {
    run.close();
    space.close();
    memory.close();
  }
}
