package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.JavaCommand;
import io.sampo.code.UDF1;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions of a program on members that have never seen its classes. */
@NullMarked
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class UserCodeIT {
  @TempDir private Path logs;

  /** A class of the program that the lambda needs. */
  static final class Letters {
    private Letters() {}

    static String of(long number) {
      return String.valueOf((char) ('a' + number % 26));
    }
  }

  /** Members with the same class path but for the folder that this class is in. */
  private static JavaCommand withoutThisProgram() throws URISyntaxException {
    JavaCommand own = JavaCommand.likeThisProcess();
    Path program =
        Path.of(UserCodeIT.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String classPath =
        Arrays.stream(own.classPath().split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).toAbsolutePath().normalize().equals(program))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classPath).isNotEqualTo(own.classPath());
    return new JavaCommand(own.java(), own.options(), classPath);
  }

  @Test
  void lambdasReachTheWorkers() throws URISyntaxException {
    try (Processes processes = Processes.start(2, logs, Map.of(), withoutThisProgram());
        Session session = processes.session()) {
      session.conf().set("sampo.partitions", 4);
      session.udf().register("letter", (UDF1<Long, String>) Letters::of, DataType.STRING);
      assertThat(
              session
                  .sql("SELECT letter(id) AS l, count(*) FROM range(260) GROUP BY l ORDER BY l")
                  .collect())
          .hasSize(26)
          .first()
          .hasToString("[a,10]");

      session
          .udf()
          .register(
              "fails",
              (UDF1<Long, Long>)
                  id -> {
                    throw new IllegalStateException("no " + id);
                  },
              DataType.LONG);
      assertThatThrownBy(() -> session.sql("SELECT fails(id) FROM range(1)").collect())
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_EXECUTE_UDF))
          .hasMessageContaining("no 0")
          .hasMessageContaining("on worker");

      try (Session other = processes.session()) {
        assertThatThrownBy(() -> other.sql("SELECT letter(id) FROM range(1)").collect())
            .isInstanceOf(SampoException.class);
      }
    }
  }
}
