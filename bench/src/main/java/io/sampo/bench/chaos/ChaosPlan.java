package io.sampo.bench.chaos;

import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Table;
import io.sampo.cluster.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to run.
 *
 * @param tables what the questions read; Parquet
 * @param questions asked in turn, again and again
 * @param command how members are started
 * @param workers of one core each
 * @param workerMemory bytes for queries and blocks of each worker
 * @param time how long to go on; the question under way is finished
 * @param killEvery time between two kills
 * @param answerWithin a question that takes longer is lost
 * @param seed of the choice of who is killed
 * @param folder an empty one for logs and for what is spilled
 */
public record ChaosPlan(
    List<Table> tables,
    List<Question> questions,
    JavaCommand command,
    int workers,
    long workerMemory,
    Duration time,
    Duration killEvery,
    Duration answerWithin,
    long seed,
    Path folder) {
  public ChaosPlan {
    tables = List.copyOf(tables);
    questions = List.copyOf(questions);
  }
}
