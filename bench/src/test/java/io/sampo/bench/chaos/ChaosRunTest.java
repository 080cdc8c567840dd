package io.sampo.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Table;
import io.sampo.bench.suite.TpchSuite;
import io.sampo.cluster.process.JavaCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A minute of {@code sampo bench chaos}. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ChaosRunTest {
  private static final Path DATA =
      Path.of("../examples/src/test/resources/tpch/sf0.01").toAbsolutePath().normalize();

  private static final List<String> TABLES =
      List.of("customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier");

  private static final long SEED = Long.getLong("sampo.test.seed", 4711);

  @TempDir private Path folder;

  @Test
  void everyAnswerIsRightWhileWorkersAreKilledAndReplaced() {
    Stream<Table> tables =
        TABLES.stream().map(name -> Table.parquet(name, DATA.resolve(name + ".parquet")));
    List<Question> questions =
        IntStream.rangeClosed(1, TpchSuite.QUERIES).mapToObj(TpchSuite::question).toList();
    JavaCommand command =
        JavaCommand.likeThisProcess()
            .with(
                "-Dpekko.cluster.failure-detector.acceptable-heartbeat-pause=30s",
                "-Xms32m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
    var plan =
        new ChaosPlan(
            tables.toList(),
            questions,
            command,
            3,
            192L << 20,
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(120),
            SEED,
            folder);

    ChaosResult result =
        ChaosRun.run(plan, new PrintWriter(System.out, true, StandardCharsets.UTF_8));

    assertThat(result.wrong()).as("seed %d", SEED).isEmpty();
    assertThat(result.lost()).as("seed %d", SEED).isEmpty();
    assertThat(result.growth()).as("seed %d", SEED).isEmpty();
    assertThat(result.queries()).isGreaterThanOrEqualTo(TpchSuite.QUERIES);
    assertThat(result.kills()).isPositive();
  }
}
