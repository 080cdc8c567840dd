package io.sampo.bench;

import io.sampo.bench.chaos.ChaosPlan;
import io.sampo.bench.chaos.ChaosResult;
import io.sampo.bench.chaos.ChaosRun;
import io.sampo.bench.chaos.SampleTable;
import io.sampo.bench.error.BenchException;
import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.TpchData;
import io.sampo.bench.suite.TpchSuite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sampo bench chaos}: status 0 when every answer was right and nothing grew, 1 otherwise.
 */
@Command(
    name = "chaos",
    description =
        "TPC-H in a loop on a cluster of processes whose workers are killed and replaced; every"
            + " answer is checked.",
    sortOptions = false)
final class ChaosCommand implements Callable<Integer> {
  private static final Pattern TIME = Pattern.compile("(\\d+)(ms|s|m)?");
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(180);

  @Option(names = "--minutes", paramLabel = "N", description = "How long. Default: 10.")
  private @Nullable Integer minutes;

  @Option(names = "--seconds", paramLabel = "N", description = "How long, in seconds.")
  private @Nullable Integer seconds;

  @Option(
      names = "--kill-every",
      paramLabel = "TIME",
      defaultValue = "15s",
      description = "Time between kills, for example 15s or 500ms. Default: ${DEFAULT-VALUE}.")
  private String killEvery = "";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where logs go, and what is spilled. Default: a new temporary folder.")
  private @Nullable Path folder;

  @Mixin private WorkerOptions members = new WorkerOptions();

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private DataOptions options = new DataOptions();

  @Override
  public Integer call() {
    int workers = members.workers(1, options);
    scale.check(options);
    options.require(minutes == null || seconds == null, "--minutes or --seconds, not both");
    Duration time =
        seconds != null
            ? Duration.ofSeconds(seconds)
            : Duration.ofMinutes(minutes == null ? 10 : minutes);
    options.require(time.isPositive(), "there is no time to run");
    Duration pause = duration("--kill-every", killEvery);
    PrintWriter progress = options.progress();
    TpchData tables = scale.ensure(DataFormat.PARQUET, options);
    List<Question> questions =
        IntStream.rangeClosed(1, TpchSuite.QUERIES).mapToObj(TpchSuite::question).toList();
    var plan =
        new ChaosPlan(
            tables.tables(),
            questions,
            WorkerOptions.members(),
            workers,
            members.memory(options),
            time,
            pause,
            ANSWER_WITHIN,
            members.seed(),
            folder());
    return report(ChaosRun.run(plan, progress));
  }

  private int report(ChaosResult result) {
    PrintWriter out = options.out();
    out.println(SampleTable.render(result.samples()));
    out.println(
        result.queries()
            + " queries, "
            + result.wrong().size()
            + " wrong, "
            + result.lost().size()
            + " lost, "
            + result.kills()
            + " kills, "
            + result.reruns()
            + " tasks run again");
    result.wrong().forEach(line -> out.println("wrong: " + line));
    result.lost().forEach(line -> out.println("lost: " + line));
    result.growth().forEach(line -> out.println("growth: " + line));
    out.flush();
    return result.right() ? 0 : 1;
  }

  private Path folder() {
    if (folder != null) {
      return folder.toAbsolutePath();
    }
    try {
      return Files.createTempDirectory("sampo-chaos-");
    } catch (IOException e) {
      throw new BenchException("there is no temporary folder: " + e.getMessage(), e);
    }
  }

  private Duration duration(String option, String text) {
    Matcher matcher = TIME.matcher(text);
    options.require(matcher.matches(), option + " is a time such as 15s or 500ms, not " + text);
    long number = Long.parseLong(matcher.group(1));
    Duration time =
        switch (String.valueOf(matcher.group(2))) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        };
    options.require(time.isPositive(), option + " must be above 0");
    return time;
  }
}
