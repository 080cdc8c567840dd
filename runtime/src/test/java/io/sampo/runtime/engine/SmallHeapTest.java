package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.SampoException;
import io.sampo.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values kept on a small heap are spilled or refused; the session goes on. */
@Tag("spills-anyway")
final class SmallHeapTest {
  private static final String TEXTS = "concat('a text of about forty characters ', id)";

  /** Queries whose groups keep more than the heap of the process. */
  static final class InSmallHeap {
    private InSmallHeap() {}

    public static void main(String[] arguments) throws IOException {
      try (var session =
              Session.builder().master("local[2]").config("sampo.memory", "256m").create();
          var out =
              new PrintStream(
                  Files.newOutputStream(Path.of(arguments[0])), true, StandardCharsets.UTF_8)) {
        out.println(
            answer(
                session,
                "SELECT count(*), sum(size(l)), max(element_at(l, 1)) FROM (SELECT id % 20000 AS k,"
                    + " collect_list("
                    + TEXTS
                    + ") AS l FROM range(0, 2000000) GROUP BY k)"));
        out.println(
            answer(session, "SELECT size(collect_list(" + TEXTS + ")) FROM range(0, 4000000)"));
        out.println(
            answer(
                session,
                "SELECT id % 1 AS k, size(collect_set("
                    + TEXTS
                    + ")) FROM range(0, 4000000) GROUP BY 1"));
        out.println(answer(session, "SELECT median(id) FROM range(0, 1000001)"));
        for (String keys : List.of("", " GROUP BY id % 1")) {
          out.println(
              answer(
                  session,
                  "SELECT median(id), percentile(id, array(0.25, 1)), round(kurtosis(id), 3),"
                      + " percentile_disc(0.75) WITHIN GROUP (ORDER BY id)"
                      + " FROM range(0, 2000001)"
                      + keys));
        }
        out.println(
            answer(
                session,
                "SELECT bit_xor(id), max_by(id, "
                    + TEXTS
                    + "), mode(id % 1000), size(collect_set(id % 1000)) FROM range(0, 2000001)"));
      }
    }

    private static String answer(Session session, String query) {
      try {
        return session.sql(query).collect().getFirst().toString();
      } catch (SampoException e) {
        return e.code().name();
      }
    }
  }

  @Test
  void groupsAreSpilledAndOneThatIsTooLargeIsRefused(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path answers = folder.resolve("answers");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            InSmallHeap.class.getName(),
            answers.toString()));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(() -> text(log)).isZero();
    assertThat(Files.readAllLines(answers))
        .containsExactly(
            "[20000,2000000,a text of about forty characters 9999]",
            "OUT_OF_HEAP",
            "OUT_OF_HEAP",
            "[500000.0]",
            "[1000000.0,[500000.0, 2000000.0],-1.2,1500000.0]",
            "[1000000.0,[500000.0, 2000000.0],-1.2,1500000.0]",
            "[2000000,999999,0,1000]");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
