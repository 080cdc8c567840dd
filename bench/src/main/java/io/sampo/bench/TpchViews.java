package io.sampo.bench;

import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.Table;
import io.sampo.bench.suite.TpchData;
import io.sampo.session.Session;

/** The TPC-H tables in a session of this process. */
final class TpchViews {
  private TpchViews() {}

  /** Makes a view of each table, by its name. */
  static void create(Session session, TpchData data) {
    for (Table table : data.tables()) {
      String path = table.path().toString();
      (table.format() == DataFormat.PARQUET
              ? session.read().parquet(path)
              : session.read().option("header", true).option("inferSchema", true).csv(path))
          .createOrReplaceTempView(table.name());
    }
  }
}
