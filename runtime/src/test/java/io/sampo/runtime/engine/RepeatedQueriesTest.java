package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers remember what queries are made of, and nothing of the files that they read. */
@NullMarked
final class RepeatedQueriesTest {
  @TempDir Path folder;

  private Path file(Session session, String name, String query) throws IOException {
    String files = folder.resolve(name).toString();
    session.sql(query).coalesce(1).write().option("row_group_size", 100).parquet(files);
    try (Stream<Path> written = Files.list(Path.of(files))) {
      return written.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  @Test
  void theSameQueryReadsFilesThatWereReplacedMeanwhile() throws IOException {
    try (var cluster = new TestCluster()) {
      cluster.join(1);
      cluster.join(2);
      String master = TestClusterProvider.master("repeated-queries", cluster);
      try (Session session =
          Session.builder().master(master).config("sampo.partitions", "2").create()) {
        Path first = file(session, "first", "SELECT id DIV 3 AS k, id AS v FROM range(0, 3000)");
        Path other = file(session, "other", "SELECT id % 7 AS k, id AS v FROM range(0, 2000)");
        Path read = folder.resolve("read.parquet");
        for (Path now : List.of(first, first, other, first, other)) {
          Files.copy(now, read, StandardCopyOption.REPLACE_EXISTING);
          String query = "SELECT k, count(*), sum(v) FROM parquet.`%s` GROUP BY k ORDER BY k";
          assertThat(rows(session, query.formatted(read)))
              .isEqualTo(rows(session, query.formatted(now)));
        }
      }
    }
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).toList();
  }
}
