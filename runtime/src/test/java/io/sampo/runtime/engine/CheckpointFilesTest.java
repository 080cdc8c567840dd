package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.dataframe.DataFrame;
import io.sampo.row.Row;
import io.sampo.session.Session;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints as files of a folder. */
final class CheckpointFilesTest {
  /** Columns of all types that files can have, some of the same names. */
  private static final String ALL_TYPES =
      "SELECT id, id AS ID, if(id % 3 = 0, null, concat('text ', id)) AS `a b`, id % 2 = 0 AS `a b`,"
          + " cast(id % 100 AS TINYINT) AS t, cast(id AS SMALLINT) AS s, cast(id AS INT) AS i,"
          + " cast(id AS FLOAT) / 3 AS f, if(id = 4, double('NaN'), id / 7) AS d,"
          + " cast(id AS DECIMAL(12,3)) AS x, cast(id AS DECIMAL(38,5)) AS y, NULL AS n,"
          + " cast(cast(id AS STRING) AS BINARY) AS b, date_add(DATE'1969-12-30', cast(id AS INT)) AS e,"
          + " timestamp_micros(id * 123456789) AS m, cast(timestamp_micros(id * 7) AS TIMESTAMP_NTZ) AS z,"
          + " array(id, null) AS l, map(id, 'v') AS o, named_struct('a', id, 'b', array('q')) AS r"
          + " FROM (SELECT id FROM range(COUNT) ORDER BY id DESC)";

  @TempDir private Path folder;

  private Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(checkpoints())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(checkpoints())) {
      return all.filter(path -> !path.equals(checkpoints())).toList();
    }
  }

  private static List<String> rows(DataFrame data) {
    return data.collect().stream().map(Row::toString).toList();
  }

  /** What is nested may be null in files. */
  private static StructType withNestedNulls(StructType schema) {
    return new StructType(
        schema.fields().stream()
            .map(field ->
                new StructField(
                    field.name(), CheckpointFolder.stored(field.type()), field.nullable()))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 20_000})
  void rowsAndColumnsAreTheSame(int count) throws IOException {
    try (Session session =
        Session.builder()
            .master("local[2]")
            .config("spark.checkpoint.dir", checkpoints().toString())
            .create()) {
      DataFrame all = session.sql(ALL_TYPES.replace("COUNT", Integer.toString(count)));
      List<String> expected = rows(all);
      DataFrame now = all.checkpoint();
      assertThat(files()).isNotEmpty();
      DataFrame later = all.checkpoint(false);
      for (DataFrame stored : List.of(now, later)) {
        assertThat(rows(stored)).isEqualTo(expected);
        assertThat(stored.schema()).isEqualTo(withNestedNulls(all.schema()));
        assertThat(rows(stored.selectExpr("count(l)", "max(i)")))
            .isEqualTo(rows(all.selectExpr("count(l)", "max(i)")));
      }
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void rowsStayWhatTheyWere() throws IOException {
    String source = folder.resolve("source").toString();
    try (Session session = Session.builder().master("local[2]").create()) {
      session.setCheckpointDir(checkpoints().toUri().toString());
      session.range(1000).write().parquet(source);
      DataFrame read = session.read().parquet(source);
      DataFrame now = read.checkpoint();
      DataFrame later = read.checkpoint(false);
      int filesOfOne = files().size();
      assertThat(later.count()).isEqualTo(1000);
      assertThat(files()).hasSize(2 * filesOfOne);
      session.range(7).write().mode("overwrite").parquet(source);
      assertThat(now.count()).isEqualTo(1000);
      assertThat(later.join(now, "id").count()).isEqualTo(1000);
      assertThat(now.explainString("simple")).contains("sampo-checkpoint-").doesNotContain(source);
      assertThat(session.read().parquet(source).count()).isEqualTo(7);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void theFolderThatIsSetLastCounts() throws IOException {
    try (Session session =
        Session.builder()
            .master("local[2]")
            .config("spark.checkpoint.dir", folder.resolve("before").toString())
            .config("sampo.checkpoint.dir", folder.resolve("before").toString())
            .create()) {
      session.setCheckpointDir(checkpoints().toString());
      DataFrame stored = session.range(10).checkpoint();
      assertThat(files()).isNotEmpty();
      assertThat(folder.resolve("before")).doesNotExist();
      assertThat(stored.count()).isEqualTo(10);
    }
  }
}
