package io.sampo.examples.sales;

import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.sum;

import io.sampo.dataframe.DataFrame;
import io.sampo.session.Session;

/** Sums the sales of each store: {@code StoreTotals sales.csv}. */
public final class StoreTotals {
  private StoreTotals() {}

  /** Prints the totals of the file that the first argument names. */
  public static void main(String[] arguments) {
    try (Session session = Session.builder().appName("store totals").getOrCreate()) {
      DataFrame sales =
          session.read().option("header", true).option("inferSchema", true).csv(arguments[0]);
      sales
          .filter(col("price").gt(100))
          .groupBy("store")
          .agg(sum("price").as("total"))
          .orderBy(col("total").desc())
          .show();
    }
  }
}
