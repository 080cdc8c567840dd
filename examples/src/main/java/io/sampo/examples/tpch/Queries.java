package io.sampo.examples.tpch;

import static io.sampo.functions.Functions.avg;
import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.count;
import static io.sampo.functions.Functions.lit;
import static io.sampo.functions.Functions.sum;
import static io.sampo.functions.Functions.when;

import io.sampo.column.Column;
import io.sampo.dataframe.DataFrame;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The queries by their number and, as methods, by their title. */
public final class Queries {
  /** What is asked of the tables, by the number the benchmark gives it. */
  public static final Map<Integer, Function<Tables, DataFrame>> BY_NUMBER =
      new TreeMap<>(
          Map.of(
              1, Queries::pricingSummary,
              3, Queries::shippingPriority,
              5, Queries::localSupplierVolume,
              6, Queries::forecastRevenueChange,
              10, Queries::returnedItems,
              12, Queries::shippingModes,
              14, Queries::promotionEffect,
              18, Queries::largeVolumeCustomers,
              19, Queries::discountedRevenue));

  private Queries() {}

  /** Query 1: what was billed, shipped and returned up to a day. */
  public static DataFrame pricingSummary(Tables tables) {
    Column taxed = discounted().multiply(lit(1).plus(col("l_tax")));
    return tables
        .lineitem()
        .filter(col("l_shipdate").leq(LocalDate.of(1998, 12, 1).minusDays(90)))
        .groupBy("l_returnflag", "l_linestatus")
        .agg(
            sum("l_quantity").as("sum_qty"),
            sum("l_extendedprice").as("sum_base_price"),
            sum(discounted()).as("sum_disc_price"),
            sum(taxed).as("sum_charge"),
            avg("l_quantity").as("avg_qty"),
            avg("l_extendedprice").as("avg_price"),
            avg("l_discount").as("avg_disc"),
            count(lit(1)).as("count_order"))
        .orderBy("l_returnflag", "l_linestatus");
  }

  /** Query 3: the ten orders of most revenue that were not shipped by a day. */
  public static DataFrame shippingPriority(Tables tables) {
    LocalDate day = LocalDate.of(1995, 3, 15);
    return tables
        .customer()
        .filter(col("c_mktsegment").equalTo("BUILDING"))
        .join(tables.orders().filter(col("o_orderdate").lt(day)), same("c_custkey", "o_custkey"))
        .join(tables.lineitem().filter(col("l_shipdate").gt(day)), same("o_orderkey", "l_orderkey"))
        .groupBy("l_orderkey", "o_orderdate", "o_shippriority")
        .agg(sum(discounted()).as("revenue"))
        .orderBy(col("revenue").desc(), col("o_orderdate"))
        .limit(10)
        .select("l_orderkey", "revenue", "o_orderdate", "o_shippriority");
  }

  /**
   * Query 5: revenue within the nations of a region, customer and supplier being of the same one.
   */
  public static DataFrame localSupplierVolume(Tables tables) {
    return tables
        .region()
        .filter(col("r_name").equalTo("ASIA"))
        .join(tables.nation(), same("r_regionkey", "n_regionkey"))
        .join(tables.supplier(), same("n_nationkey", "s_nationkey"))
        .join(tables.lineitem(), same("s_suppkey", "l_suppkey"))
        .join(
            tables.orders().filter(within("o_orderdate", LocalDate.of(1994, 1, 1), 12)),
            same("l_orderkey", "o_orderkey"))
        .join(
            tables.customer(),
            same("o_custkey", "c_custkey").and(same("s_nationkey", "c_nationkey")))
        .groupBy("n_name")
        .agg(sum(discounted()).as("revenue"))
        .orderBy(col("revenue").desc());
  }

  /** Query 6: revenue gained if certain small discounts had not been given. */
  public static DataFrame forecastRevenueChange(Tables tables) {
    return tables
        .lineitem()
        .filter(within("l_shipdate", LocalDate.of(1994, 1, 1), 12))
        .filter(col("l_discount").between(new BigDecimal("0.05"), new BigDecimal("0.07")))
        .filter(col("l_quantity").lt(24))
        .agg(sum(col("l_extendedprice").multiply(col("l_discount"))).as("revenue"));
  }

  /** Query 10: the twenty customers who returned most. */
  public static DataFrame returnedItems(Tables tables) {
    return tables
        .customer()
        .join(
            tables.orders().filter(within("o_orderdate", LocalDate.of(1993, 10, 1), 3)),
            same("c_custkey", "o_custkey"))
        .join(
            tables.lineitem().filter(col("l_returnflag").equalTo("R")),
            same("o_orderkey", "l_orderkey"))
        .join(tables.nation(), same("c_nationkey", "n_nationkey"))
        .groupBy("c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment")
        .agg(sum(discounted()).as("revenue"))
        .orderBy(col("revenue").desc())
        .limit(20)
        .select(
            "c_custkey",
            "c_name",
            "revenue",
            "c_acctbal",
            "n_name",
            "c_address",
            "c_phone",
            "c_comment");
  }

  /** Query 12: whether cheaper ways of shipping delay urgent orders. */
  public static DataFrame shippingModes(Tables tables) {
    Column urgent = col("o_orderpriority").isin("1-URGENT", "2-HIGH");
    return tables
        .lineitem()
        .filter(col("l_shipmode").isin("MAIL", "SHIP"))
        .filter(col("l_commitdate").lt(col("l_receiptdate")))
        .filter(col("l_shipdate").lt(col("l_commitdate")))
        .filter(within("l_receiptdate", LocalDate.of(1994, 1, 1), 12))
        .join(tables.orders(), same("l_orderkey", "o_orderkey"))
        .groupBy("l_shipmode")
        .agg(
            sum(when(urgent, 1).otherwise(0)).as("high_line_count"),
            sum(when(urgent, 0).otherwise(1)).as("low_line_count"))
        .orderBy("l_shipmode");
  }

  /** Query 14: the share of promoted parts in a month's revenue, in percent. */
  public static DataFrame promotionEffect(Tables tables) {
    Column promoted = when(col("p_type").startsWith("PROMO"), discounted()).otherwise(0);
    return tables
        .lineitem()
        .filter(within("l_shipdate", LocalDate.of(1995, 9, 1), 1))
        .join(tables.part(), same("l_partkey", "p_partkey"))
        .agg(
            lit(new BigDecimal("100.00"))
                .multiply(sum(promoted))
                .divide(sum(discounted()))
                .as("promo_revenue"));
  }

  /** Query 18: the hundred dearest orders of more than 300 pieces. */
  public static DataFrame largeVolumeCustomers(Tables tables) {
    DataFrame large =
        tables
            .lineitem()
            .groupBy(col("l_orderkey").as("large_orderkey"))
            .agg(sum("l_quantity").as("pieces"))
            .filter(col("pieces").gt(300));
    return tables
        .orders()
        .join(large, same("o_orderkey", "large_orderkey"), "left_semi")
        .join(tables.customer(), same("o_custkey", "c_custkey"))
        .join(tables.lineitem(), same("o_orderkey", "l_orderkey"))
        .groupBy("c_name", "c_custkey", "o_orderkey", "o_orderdate", "o_totalprice")
        .agg(sum("l_quantity").as("total_quantity"))
        .orderBy(col("o_totalprice").desc(), col("o_orderdate"))
        .limit(100);
  }

  /**
   * Query 19: revenue of three kinds of parts that were sold in certain amounts and delivered by
   * hand.
   */
  public static DataFrame discountedRevenue(Tables tables) {
    Column wanted =
        kind("Brand#12", 1, 5, "SM CASE", "SM BOX", "SM PACK", "SM PKG")
            .or(kind("Brand#23", 10, 10, "MED BAG", "MED BOX", "MED PKG", "MED PACK"))
            .or(kind("Brand#34", 20, 15, "LG CASE", "LG BOX", "LG PACK", "LG PKG"));
    return tables
        .lineitem()
        .filter(col("l_shipmode").isin("AIR", "AIR REG"))
        .filter(col("l_shipinstruct").equalTo("DELIVER IN PERSON"))
        .join(tables.part(), same("l_partkey", "p_partkey"))
        .filter(wanted)
        .agg(sum(discounted()).as("revenue"));
  }

  /** A brand's parts of at most that size, sold in an amount of {@code least} to ten more. */
  private static Column kind(String brand, int least, int mostSize, Object... containers) {
    return col("p_brand")
        .equalTo(brand)
        .and(col("p_container").isin(containers))
        .and(col("l_quantity").between(least, least + 10))
        .and(col("p_size").between(1, mostSize));
  }

  private static Column discounted() {
    return col("l_extendedprice").multiply(lit(1).minus(col("l_discount")));
  }

  private static Column same(String left, String right) {
    return col(left).equalTo(col(right));
  }

  /** From that day on, for so many months. */
  private static Column within(String column, LocalDate first, int months) {
    return col(column).geq(first).and(col(column).lt(first.plusMonths(months)));
  }
}
