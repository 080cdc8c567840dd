package io.sampo.bench.chaos;

import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Table;
import io.sampo.cluster.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * What to measure.
 *
 * @param tables what the questions read; Parquet
 * @param command how members are started
 * @param workers of one core each
 * @param workerMemory bytes for queries and blocks of each worker
 * @param rounds kills for each question
 * @param seed of the choice of who is killed when
 * @param folder an empty one for logs and for what is spilled
 */
public record KillPlan(
    List<Table> tables,
    List<Question> questions,
    JavaCommand command,
    int workers,
    long workerMemory,
    int rounds,
    long seed,
    Path folder) {
  public KillPlan {
    tables = List.copyOf(tables);
    questions = List.copyOf(questions);
  }
}
