package io.sampo.examples.tpch;

import io.sampo.dataframe.DataFrame;
import io.sampo.session.Session;

/**
 * The eight tables as Parquet files in a folder, {@code lineitem.parquet} and so on.
 *
 * @param folder where the files are; each may be a folder of files, too
 */
public record Tables(Session session, String folder) {
  DataFrame customer() {
    return table("customer");
  }

  DataFrame lineitem() {
    return table("lineitem");
  }

  DataFrame nation() {
    return table("nation");
  }

  DataFrame orders() {
    return table("orders");
  }

  DataFrame part() {
    return table("part");
  }

  DataFrame region() {
    return table("region");
  }

  DataFrame supplier() {
    return table("supplier");
  }

  private DataFrame table(String name) {
    return session.read().parquet(folder + "/" + name + ".parquet");
  }
}
