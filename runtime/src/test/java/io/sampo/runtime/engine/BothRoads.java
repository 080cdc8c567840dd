package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Two sessions in UTC that have to agree: one with generated code, one that interprets. */
@NullMarked
final class BothRoads implements AutoCloseable {
  private final Session compiled = session(true, 3);
  private final Session interpreted = session(false, 1);

  private static Session session(boolean codegen, int partitions) {
    return Session.builder()
        .master("local[2]")
        .config("sampo.codegen.enabled", codegen)
        .config("sampo.partitions", partitions)
        .config("spark.sql.session.timeZone", "UTC")
        .create();
  }

  /** The one with generated code. */
  Session compiled() {
    return compiled;
  }

  List<Session> all() {
    return List.of(compiled, interpreted);
  }

  /** Gives the rows of a query a name in both. */
  BothRoads withView(String name, String sql) {
    all().forEach(session -> session.sql(sql).createOrReplaceTempView(name));
    return this;
  }

  /**
   * Both give these rows.
   *
   * @param rows as text with blanks between them; those within a row are written as underscores
   */
  void check(String sql, String rows) {
    for (Session session : all()) {
      assertThat(session.sql(sql).collect().stream().map(Row::toString).map(BothRoads::oneWord))
          .containsExactly(rows.split(" "));
    }
  }

  private static String oneWord(String row) {
    return row.replace(" ", "_");
  }

  @Override
  public void close() {
    all().forEach(Session::close);
  }
}
