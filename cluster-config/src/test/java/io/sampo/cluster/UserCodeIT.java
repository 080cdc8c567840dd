package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.JavaCommand;
import io.sampo.code.UDF1;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions of a program on members that have never seen its classes. */
@NullMarked
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class UserCodeIT {
  private static final int WEIGHTS = 9_000_000;

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

  private static final String SOURCE =
      """
      package program;

      public class Weighed implements io.sampo.code.UDF1<Long, String> {
        private static final long serialVersionUID = 1L;
        private int length = -1;

        @Override
        public synchronized String call(Long id) throws java.io.IOException {
          if (length < 0) {
            try (var in = getClass().getClassLoader().getResourceAsStream("program/weights.bin")) {
              length = in.readAllBytes().length;
            }
          }
          return Helper.text(id) + " of " + length;
        }

        static class Helper {
          static String text(Long id) {
            return "row " + id;
          }
        }
      }
      """;

  /** A jar as a build makes it: classes, and a file too large for messages between members. */
  private Path jar() throws IOException {
    Path source = Files.createDirectories(logs.resolve("src/program")).resolve("Weighed.java");
    Files.writeString(source, SOURCE);
    Path classes = Files.createDirectories(logs.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(status).isZero();
    byte[] weights = new byte[WEIGHTS];
    new Random(7).nextBytes(weights);
    Files.write(classes.resolve("program/weights.bin"), weights);
    Path jar = logs.resolve("program.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static List<String> weighed(Session session) {
    return session
        .sql("SELECT w, count(*) FROM (SELECT weighed(id % 3) AS w FROM range(3000)) GROUP BY w")
        .collect()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private static void useJar(Session session, Path jar) {
    session.sql("ADD JAR '" + jar + "'");
    session.udf().registerJava("weighed", "program.Weighed", DataType.STRING);
    assertThat(weighed(session))
        .containsExactly(
            "[row 0 of " + WEIGHTS + ",1000]",
            "[row 1 of " + WEIGHTS + ",1000]",
            "[row 2 of " + WEIGHTS + ",1000]");
  }

  private static void assertUnknown(Session session) {
    session.udf().registerJava("weighed", "program.Weighed", DataType.STRING);
    assertThatThrownBy(() -> weighed(session))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_EXECUTE_UDF))
        .hasMessageContaining("program.Weighed");
  }

  @Test
  void aJarIsUsedByItsSessionAlone() throws Exception {
    Path jar = jar();
    try (Session local = Session.builder().master("local[2]").create()) {
      useJar(local, jar);
    }
    try (Session other = Session.builder().master("local[2]").create()) {
      assertUnknown(other);
    }
    try (Processes processes = Processes.start(2, logs, Map.of(), withoutThisProgram())) {
      try (Session session = processes.session()) {
        session.conf().set("sampo.partitions", 4);
        useJar(session, jar);
        // A worker that comes later fetches it, too; one that is lost does not matter.
        processes.cluster().worker(1).kill();
        processes.cluster().replaceWorker(1);
        processes.awaitWorkers(2);
        assertThat(weighed(session)).hasSize(3);
        assertThatThrownBy(() -> session.sql("ADD JAR '" + logs.resolve("missing.jar") + "'"))
            .isInstanceOf(SampoException.class);
      }
      try (Session other = processes.session()) {
        assertUnknown(other);
      }
    }
  }
}
