"""The 22 TPC-H queries as Polars LazyFrames.

Polars multiplies decimals into the scale of its operands, rounding each product, so money is turned into doubles before arithmetic;
filters and join keys keep the files' own types.
"""

from datetime import date

import polars as pl
from polars import col


def double(name):
    return col(name).cast(pl.Float64)


def revenue():
    return double("l_extendedprice") * (1 - double("l_discount"))


def q00(t):
    return pl.select(pl.lit(42).alias("answer")).lazy()


def q01(t):
    taxed = revenue() * (1 + double("l_tax"))
    return (
        t.lineitem.filter(col("l_shipdate") <= date(1998, 9, 2))
        .group_by("l_returnflag", "l_linestatus")
        .agg(
            double("l_quantity").sum().alias("sum_qty"),
            double("l_extendedprice").sum().alias("sum_base_price"),
            revenue().sum().alias("sum_disc_price"),
            taxed.sum().alias("sum_charge"),
            double("l_quantity").mean().alias("avg_qty"),
            double("l_extendedprice").mean().alias("avg_price"),
            double("l_discount").mean().alias("avg_disc"),
            pl.len().alias("count_order"),
        )
        .sort("l_returnflag", "l_linestatus")
    )


def q02(t):
    european = (
        t.partsupp.join(t.supplier, left_on="ps_suppkey", right_on="s_suppkey")
        .join(t.nation, left_on="s_nationkey", right_on="n_nationkey")
        .join(t.region.filter(col("r_name") == "EUROPE"), left_on="n_regionkey", right_on="r_regionkey")
    )
    parts = t.part.filter(col("p_size") == 15, col("p_type").str.ends_with("BRASS"))
    offers = parts.join(european, left_on="p_partkey", right_on="ps_partkey")
    cheapest = offers.group_by("p_partkey").agg(col("ps_supplycost").min())
    return (
        offers.join(cheapest, on=["p_partkey", "ps_supplycost"])
        .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment")
        .sort("s_acctbal", "n_name", "s_name", "p_partkey", descending=[True, False, False, False])
        .head(100)
    )


def q03(t):
    customers = t.customer.filter(col("c_mktsegment") == "BUILDING").select("c_custkey")
    orders = t.orders.filter(col("o_orderdate") < date(1995, 3, 15))
    items = t.lineitem.filter(col("l_shipdate") > date(1995, 3, 15))
    return (
        customers.join(orders, left_on="c_custkey", right_on="o_custkey")
        .join(items, left_on="o_orderkey", right_on="l_orderkey")
        .group_by("o_orderkey", "o_orderdate", "o_shippriority")
        .agg(revenue().sum().alias("revenue"))
        .select(col("o_orderkey").alias("l_orderkey"), "revenue", "o_orderdate", "o_shippriority")
        .sort("revenue", "o_orderdate", descending=[True, False])
        .head(10)
    )


def q04(t):
    late = t.lineitem.filter(col("l_commitdate") < col("l_receiptdate")).select("l_orderkey")
    return (
        t.orders.filter(col("o_orderdate").is_between(date(1993, 7, 1), date(1993, 10, 1), closed="left"))
        .join(late, left_on="o_orderkey", right_on="l_orderkey", how="semi")
        .group_by("o_orderpriority")
        .agg(pl.len().alias("order_count"))
        .sort("o_orderpriority")
    )


def q05(t):
    orders = t.orders.filter(col("o_orderdate").is_between(date(1994, 1, 1), date(1995, 1, 1), closed="left"))
    return (
        t.region.filter(col("r_name") == "ASIA")
        .join(t.nation, left_on="r_regionkey", right_on="n_regionkey")
        .join(t.customer, left_on="n_nationkey", right_on="c_nationkey")
        .join(orders, left_on="c_custkey", right_on="o_custkey")
        .join(t.lineitem, left_on="o_orderkey", right_on="l_orderkey")
        .join(t.supplier, left_on=["l_suppkey", "n_nationkey"], right_on=["s_suppkey", "s_nationkey"])
        .group_by("n_name")
        .agg(revenue().sum().alias("revenue"))
        .sort("revenue", descending=True)
    )


def q06(t):
    low, high, limit = (pl.lit(text).cast(pl.Decimal(15, 2)) for text in ("0.05", "0.07", "24.00"))
    return t.lineitem.filter(
        col("l_shipdate").is_between(date(1994, 1, 1), date(1995, 1, 1), closed="left"),
        col("l_discount").is_between(low, high),
        col("l_quantity") < limit,
    ).select((double("l_extendedprice") * double("l_discount")).sum().alias("revenue"))


def q07(t):
    pair = ["FRANCE", "GERMANY"]
    nations = t.nation.filter(col("n_name").is_in(pair)).select("n_nationkey", "n_name")
    suppliers = t.supplier.join(nations, left_on="s_nationkey", right_on="n_nationkey").rename({"n_name": "supp_nation"})
    customers = t.customer.join(nations, left_on="c_nationkey", right_on="n_nationkey").rename({"n_name": "cust_nation"})
    items = t.lineitem.filter(col("l_shipdate").is_between(date(1995, 1, 1), date(1996, 12, 31)))
    return (
        items.join(suppliers.select("s_suppkey", "supp_nation"), left_on="l_suppkey", right_on="s_suppkey")
        .join(t.orders.select("o_orderkey", "o_custkey"), left_on="l_orderkey", right_on="o_orderkey")
        .join(customers.select("c_custkey", "cust_nation"), left_on="o_custkey", right_on="c_custkey")
        .filter(col("supp_nation") != col("cust_nation"))
        .group_by("supp_nation", "cust_nation", col("l_shipdate").dt.year().alias("l_year"))
        .agg(revenue().sum().alias("revenue"))
        .sort("supp_nation", "cust_nation", "l_year")
    )


def q08(t):
    orders = t.orders.filter(col("o_orderdate").is_between(date(1995, 1, 1), date(1996, 12, 31)))
    american = (
        t.region.filter(col("r_name") == "AMERICA")
        .join(t.nation, left_on="r_regionkey", right_on="n_regionkey")
        .join(t.customer, left_on="n_nationkey", right_on="c_nationkey")
        .select("c_custkey")
    )
    supplier_nation = t.supplier.join(t.nation, left_on="s_nationkey", right_on="n_nationkey").select("s_suppkey", "n_name")
    return (
        t.part.filter(col("p_type") == "ECONOMY ANODIZED STEEL")
        .select("p_partkey")
        .join(t.lineitem, left_on="p_partkey", right_on="l_partkey")
        .join(orders, left_on="l_orderkey", right_on="o_orderkey")
        .join(american, left_on="o_custkey", right_on="c_custkey")
        .join(supplier_nation, left_on="l_suppkey", right_on="s_suppkey")
        .select(col("o_orderdate").dt.year().alias("o_year"), revenue().alias("volume"), "n_name")
        .group_by("o_year")
        .agg((pl.when(col("n_name") == "BRAZIL").then("volume").otherwise(0.0).sum() / col("volume").sum()).alias("mkt_share"))
        .sort("o_year")
    )


def q09(t):
    profit = revenue() - double("ps_supplycost") * double("l_quantity")
    return (
        t.part.filter(col("p_name").str.contains("green", literal=True))
        .select("p_partkey")
        .join(t.lineitem, left_on="p_partkey", right_on="l_partkey")
        .join(t.partsupp, left_on=["p_partkey", "l_suppkey"], right_on=["ps_partkey", "ps_suppkey"])
        .join(t.supplier.select("s_suppkey", "s_nationkey"), left_on="l_suppkey", right_on="s_suppkey")
        .join(t.orders.select("o_orderkey", "o_orderdate"), left_on="l_orderkey", right_on="o_orderkey")
        .join(t.nation, left_on="s_nationkey", right_on="n_nationkey")
        .group_by(col("n_name").alias("nation"), col("o_orderdate").dt.year().alias("o_year"))
        .agg(profit.sum().alias("sum_profit"))
        .sort("nation", "o_year", descending=[False, True])
    )


def q10(t):
    orders = t.orders.filter(col("o_orderdate").is_between(date(1993, 10, 1), date(1994, 1, 1), closed="left"))
    returned = t.lineitem.filter(col("l_returnflag") == "R")
    keys = ["c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment"]
    return (
        t.customer.join(orders, left_on="c_custkey", right_on="o_custkey")
        .join(returned, left_on="o_orderkey", right_on="l_orderkey")
        .join(t.nation, left_on="c_nationkey", right_on="n_nationkey")
        .group_by(keys)
        .agg(revenue().sum().alias("revenue"))
        .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment")
        .sort("revenue", descending=True)
        .head(20)
    )


def q11(t):
    stock = (
        t.nation.filter(col("n_name") == "GERMANY")
        .join(t.supplier, left_on="n_nationkey", right_on="s_nationkey")
        .join(t.partsupp, left_on="s_suppkey", right_on="ps_suppkey")
        .select("ps_partkey", (double("ps_supplycost") * col("ps_availqty")).alias("value"))
    )
    threshold = stock.select((col("value").sum() * 0.0001).alias("threshold"))
    return (
        stock.group_by("ps_partkey")
        .agg(col("value").sum())
        .join(threshold, how="cross")
        .filter(col("value") > col("threshold"))
        .select("ps_partkey", "value")
        .sort("value", descending=True)
    )


def q12(t):
    high = col("o_orderpriority").is_in(["1-URGENT", "2-HIGH"])
    items = t.lineitem.filter(
        col("l_shipmode").is_in(["MAIL", "SHIP"]),
        col("l_commitdate") < col("l_receiptdate"),
        col("l_shipdate") < col("l_commitdate"),
        col("l_receiptdate").is_between(date(1994, 1, 1), date(1995, 1, 1), closed="left"),
    )
    return (
        t.orders.select("o_orderkey", "o_orderpriority")
        .join(items, left_on="o_orderkey", right_on="l_orderkey")
        .group_by("l_shipmode")
        .agg(
            high.cast(pl.Int64).sum().alias("high_line_count"),
            (~high).cast(pl.Int64).sum().alias("low_line_count"),
        )
        .sort("l_shipmode")
    )


def q13(t):
    orders = t.orders.filter(~col("o_comment").str.contains("special.*requests"))
    return (
        t.customer.select("c_custkey")
        .join(orders.select("o_custkey", "o_orderkey"), left_on="c_custkey", right_on="o_custkey", how="left")
        .group_by("c_custkey")
        .agg(col("o_orderkey").count().alias("c_count"))
        .group_by("c_count")
        .agg(pl.len().alias("custdist"))
        .sort("custdist", "c_count", descending=True)
    )


def q14(t):
    items = t.lineitem.filter(col("l_shipdate").is_between(date(1995, 9, 1), date(1995, 10, 1), closed="left"))
    return (
        items.join(t.part.select("p_partkey", "p_type"), left_on="l_partkey", right_on="p_partkey")
        .select(revenue().alias("volume"), col("p_type").str.starts_with("PROMO").alias("promoted"))
        .select(
            (100.0 * pl.when("promoted").then("volume").otherwise(0.0).sum() / col("volume").sum()).alias("promo_revenue")
        )
    )


def q15(t):
    sums = (
        t.lineitem.filter(col("l_shipdate").is_between(date(1996, 1, 1), date(1996, 4, 1), closed="left"))
        .group_by("l_suppkey")
        .agg(revenue().sum().alias("total_revenue"))
    )
    best = sums.filter(col("total_revenue") == col("total_revenue").max())
    return (
        t.supplier.join(best, left_on="s_suppkey", right_on="l_suppkey")
        .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
        .sort("s_suppkey")
    )


def q16(t):
    complained = t.supplier.filter(col("s_comment").str.contains("Customer.*Complaints")).select("s_suppkey")
    parts = t.part.filter(
        col("p_brand") != "Brand#45",
        ~col("p_type").str.starts_with("MEDIUM POLISHED"),
        col("p_size").is_in([49, 14, 23, 45, 19, 3, 36, 9]),
    )
    return (
        t.partsupp.select("ps_partkey", "ps_suppkey")
        .join(parts, left_on="ps_partkey", right_on="p_partkey")
        .join(complained, left_on="ps_suppkey", right_on="s_suppkey", how="anti")
        .group_by("p_brand", "p_type", "p_size")
        .agg(col("ps_suppkey").n_unique().alias("supplier_cnt"))
        .sort("supplier_cnt", "p_brand", "p_type", "p_size", descending=[True, False, False, False])
    )


def q17(t):
    parts = t.part.filter(col("p_brand") == "Brand#23", col("p_container") == "MED BOX").select("p_partkey")
    items = parts.join(t.lineitem, left_on="p_partkey", right_on="l_partkey")
    limits = items.group_by("p_partkey").agg((0.2 * double("l_quantity").mean()).alias("limit"))
    total = double("l_extendedprice").sum()
    return (
        items.join(limits, on="p_partkey")
        .filter(double("l_quantity") < col("limit"))
        .select(pl.when(pl.len() > 0).then(total / 7.0).alias("avg_yearly"))
    )


def q18(t):
    big = t.lineitem.group_by("l_orderkey").agg(double("l_quantity").sum().alias("total")).filter(col("total") > 300)
    return (
        t.orders.join(big, left_on="o_orderkey", right_on="l_orderkey", how="semi")
        .join(t.lineitem.select("l_orderkey", "l_quantity"), left_on="o_orderkey", right_on="l_orderkey")
        .join(t.customer.select("c_custkey", "c_name"), left_on="o_custkey", right_on="c_custkey")
        .group_by("c_name", col("o_custkey").alias("c_custkey"), "o_orderkey", "o_orderdate", "o_totalprice")
        .agg(double("l_quantity").sum().alias("total_quantity"))
        .sort("o_totalprice", "o_orderdate", descending=[True, False])
        .head(100)
    )


def q19(t):
    def branch(brand, containers, quantity, size):
        low, high = (pl.lit(f"{bound}.00").cast(pl.Decimal(15, 2)) for bound in (quantity, quantity + 10))
        return (
            (col("p_brand") == brand)
            & col("p_container").is_in(containers)
            & col("l_quantity").is_between(low, high)
            & col("p_size").is_between(1, size)
        )

    items = t.lineitem.filter(
        col("l_shipmode").is_in(["AIR", "AIR REG"]),
        col("l_shipinstruct") == "DELIVER IN PERSON",
    )
    return (
        items.join(t.part, left_on="l_partkey", right_on="p_partkey")
        .filter(
            branch("Brand#12", ["SM CASE", "SM BOX", "SM PACK", "SM PKG"], 1, 5)
            | branch("Brand#23", ["MED BAG", "MED BOX", "MED PKG", "MED PACK"], 10, 10)
            | branch("Brand#34", ["LG CASE", "LG BOX", "LG PACK", "LG PKG"], 20, 15)
        )
        .select(pl.when(pl.len() > 0).then(revenue().sum()).alias("revenue"))
    )


def q20(t):
    forest = t.part.filter(col("p_name").str.starts_with("forest")).select("p_partkey")
    shipped = (
        t.lineitem.filter(col("l_shipdate").is_between(date(1994, 1, 1), date(1995, 1, 1), closed="left"))
        .join(forest, left_on="l_partkey", right_on="p_partkey", how="semi")
        .group_by("l_partkey", "l_suppkey")
        .agg((0.5 * double("l_quantity").sum()).alias("half"))
    )
    chosen = (
        t.partsupp.join(shipped, left_on=["ps_partkey", "ps_suppkey"], right_on=["l_partkey", "l_suppkey"])
        .filter(col("ps_availqty") > col("half"))
        .select("ps_suppkey")
    )
    return (
        t.supplier.join(chosen, left_on="s_suppkey", right_on="ps_suppkey", how="semi")
        .join(t.nation.filter(col("n_name") == "CANADA"), left_on="s_nationkey", right_on="n_nationkey")
        .select("s_name", "s_address")
        .sort("s_name")
    )


def q21(t):
    pairs = t.lineitem.select("l_orderkey", "l_suppkey", (col("l_receiptdate") > col("l_commitdate")).alias("late"))
    shared = pairs.group_by("l_orderkey").agg(col("l_suppkey").n_unique().alias("suppliers")).filter(col("suppliers") > 1)
    late = pairs.filter("late").join(shared, on="l_orderkey", how="semi")
    alone = late.group_by("l_orderkey").agg(col("l_suppkey").n_unique().alias("late_suppliers"))
    return (
        late.join(alone.filter(col("late_suppliers") == 1), on="l_orderkey", how="semi")
        .join(t.orders.filter(col("o_orderstatus") == "F").select("o_orderkey"), left_on="l_orderkey", right_on="o_orderkey")
        .join(t.supplier, left_on="l_suppkey", right_on="s_suppkey")
        .join(t.nation.filter(col("n_name") == "SAUDI ARABIA"), left_on="s_nationkey", right_on="n_nationkey")
        .group_by("s_name")
        .agg(pl.len().alias("numwait"))
        .sort("numwait", "s_name", descending=[True, False])
        .head(100)
    )


def q22(t):
    customers = t.customer.select(
        "c_custkey", col("c_phone").str.slice(0, 2).alias("cntrycode"), double("c_acctbal").alias("balance")
    ).filter(col("cntrycode").is_in(["13", "31", "23", "29", "30", "18", "17"]))
    mean = customers.filter(col("balance") > 0.0).select(col("balance").mean().alias("mean"))
    return (
        customers.join(t.orders.select("o_custkey"), left_on="c_custkey", right_on="o_custkey", how="anti")
        .join(mean, how="cross")
        .filter(col("balance") > col("mean"))
        .group_by("cntrycode")
        .agg(pl.len().alias("numcust"), col("balance").sum().alias("totacctbal"))
        .sort("cntrycode")
    )


QUESTIONS = {
    name: question for name, question in globals().items() if len(name) == 3 and name[0] == "q" and name[1:].isdigit()
}
