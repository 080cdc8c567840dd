package io.sampo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchArgumentsTest {
  private static final int USAGE = 2;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|Which benchmark",
        "tpcds|tpcds",
        "tpch --engines sampo,oracle|oracle",
        "tpch --queries 23|--queries are numbers from 0 to 22, not 23",
        "tpch --sf 0|--sf must be above 0",
        "tpch --format orc|orc",
        "tpch --runs 0|--runs must be at least 1",
        "tpch --cores 4096|there are only",
        "tpch --memory much|not a size such as 512m or 8g: much",
        "groupby --questions 0|--questions are numbers from 1 to 10, not 0",
        "groupby --rows 0|--rows must be at least 1",
        "csv --sf -1|--sf must be above 0",
        "chaos --workers 0|--workers must be at least 1",
        "chaos --kill-every often|--kill-every is a time such as 15s or 500ms, not often",
        "chaos --minutes 1 --seconds 1|--minutes or --seconds, not both",
        "chaos --memory much|--memory: not a size such as 512m or 8g: much",
        "latency --sf 0|--sf must be above 0",
        "latency --queries 0|--queries are numbers from 1 to 22, not 0",
        "cluster --workers 0|must be at least 1",
        "cluster --queries 23|--queries are numbers from 1 to 22, not 23",
        "exchange --size much|--size: not a size such as 512m or 8g: much",
        "memory --memory 1g,much|--memory: not a size such as 512m or 8g: much",
      })
  void wrongArgumentsAreExplained(String arguments, String message) {
    var error = new StringWriter();
    CommandLine line = BenchMain.commandLine().setErr(new PrintWriter(error, true));

    int status = line.execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(status).isEqualTo(USAGE);
    assertThat(error.toString()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpch", "groupby", "csv"})
  void everyBenchmarkHasHelp(String benchmark) {
    var output = new StringWriter();
    CommandLine line = BenchMain.commandLine().setOut(new PrintWriter(output, true));

    assertThat(line.execute(benchmark, "--help")).isZero();
    assertThat(output.toString()).contains("--engines", "sampo, duckdb, polars, sail,", "spark");
  }

  @ParameterizedTest
  @CsvSource({"512m,536870912", "8g,8589934592", "8 GiB,8589934592", "1000,1000", "64KB,65536"})
  void sizesCountInUnitsOf1024(String text, long bytes) {
    assertThat(MemorySize.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "8gg", "-1g", "0"})
  void otherSizesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> MemorySize.bytes(text));
  }
}
