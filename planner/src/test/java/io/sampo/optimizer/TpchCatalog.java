package io.sampo.optimizer;

import io.sampo.analyzer.Catalog;
import io.sampo.error.Origin;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.SourceTable;
import io.sampo.spec.Relation;
import io.sampo.sql.SqlParser;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of TPC-H with the statistics that their files have at a scale factor. */
final class TpchCatalog implements Catalog {
  private final double scale;
  private final Map<String, SourceTable> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  TpchCatalog(double scale) {
    this.scale = scale;
    long suppliers = rows(10_000);
    long customers = rows(150_000);
    long parts = rows(200_000);
    long orders = rows(1_500_000);
    long lines = rows(6_000_000);
    table(
        "region",
        5,
        "r_regionkey INT 0 4 5, r_name STRING AFRICA MIDDLE_EAST 5, r_comment STRING - - 5");
    table(
        "nation",
        25,
        "n_nationkey INT 0 24 25, n_name STRING ALGERIA VIETNAM 25, n_regionkey INT 0 4 5, n_comment STRING - - 25");
    table(
        "supplier",
        suppliers,
        "s_suppkey BIGINT 1 "
            + suppliers
            + " "
            + suppliers
            + ", s_name STRING - - "
            + suppliers
            + ", s_address STRING - - "
            + suppliers
            + ", s_nationkey INT 0 24 25, s_phone STRING - - "
            + suppliers
            + ", s_acctbal DECIMAL(15,2) -999.99 9999.99 "
            + rows(9_955)
            + ", s_comment STRING - - "
            + suppliers);
    table(
        "customer",
        customers,
        "c_custkey BIGINT 1 "
            + customers
            + " "
            + customers
            + ", c_name STRING - - "
            + customers
            + ", c_address STRING - - "
            + customers
            + ", c_nationkey INT 0 24 25, c_phone STRING - - "
            + customers
            + ", c_acctbal DECIMAL(15,2) -999.99 9999.99 "
            + rows(140_187)
            + ", c_mktsegment STRING AUTOMOBILE MACHINERY 5, c_comment STRING - - "
            + customers);
    table(
        "part",
        parts,
        "p_partkey BIGINT 1 "
            + parts
            + " "
            + parts
            + ", p_name STRING - - "
            + parts
            + ", p_mfgr STRING Manufacturer#1 Manufacturer#5 5, p_brand STRING Brand#11 Brand#55 25"
            + ", p_type STRING ECONOMY STANDARD 150, p_size INT 1 50 50, p_container STRING JUMBO WRAP 40"
            + ", p_retailprice DECIMAL(15,2) 901.00 2098.99 "
            + rows(20_899)
            + ", p_comment STRING - - "
            + rows(131_753));
    table(
        "partsupp",
        rows(800_000),
        "ps_partkey BIGINT 1 "
            + parts
            + " "
            + parts
            + ", ps_suppkey BIGINT 1 "
            + suppliers
            + " "
            + suppliers
            + ", ps_availqty INT 1 9999 9999, ps_supplycost DECIMAL(15,2) 1.00 1000.00 99865"
            + ", ps_comment STRING - - "
            + rows(800_000));
    table(
        "orders",
        orders,
        "o_orderkey BIGINT 1 "
            + 4 * orders
            + " "
            + orders
            + ", o_custkey BIGINT 1 "
            + customers
            + " "
            + rows(99_996)
            + ", o_orderstatus STRING F P 3, o_totalprice DECIMAL(15,2) 857.71 555285.16 "
            + rows(1_464_556)
            + ", o_orderdate DATE 1992-01-01 1998-08-02 2406, o_orderpriority STRING 1-URGENT 5-LOW 5"
            + ", o_clerk STRING - - "
            + rows(1_000)
            + ", o_shippriority INT 0 0 1, o_comment STRING - - "
            + orders);
    table(
        "lineitem",
        lines,
        "l_orderkey BIGINT 1 "
            + 4 * orders
            + " "
            + orders
            + ", l_partkey BIGINT 1 "
            + parts
            + " "
            + parts
            + ", l_suppkey BIGINT 1 "
            + suppliers
            + " "
            + suppliers
            + ", l_linenumber INT 1 7 7"
            + ", l_quantity DECIMAL(15,2) 1.00 50.00 50, l_extendedprice DECIMAL(15,2) 901.00 104949.50 "
            + rows(933_900)
            + ", l_discount DECIMAL(15,2) 0.00 0.10 11, l_tax DECIMAL(15,2) 0.00 0.08 9"
            + ", l_returnflag STRING A R 3, l_linestatus STRING F O 2"
            + ", l_shipdate DATE 1992-01-02 1998-12-01 2526, l_commitdate DATE 1992-01-31 1998-10-31 2466"
            + ", l_receiptdate DATE 1992-01-04 1998-12-31 2554, l_shipinstruct STRING COLLECT_COD TAKE_BACK_RETURN 4"
            + ", l_shipmode STRING AIR TRUCK 7, l_comment STRING - - "
            + lines);
  }

  private long rows(long atScaleOne) {
    return Math.max(1, Math.round(atScaleOne * scale));
  }

  /** Columns as {@code name TYPE minimum maximum distinct}. */
  private void table(String name, long rows, String columns) {
    Map<String, ColumnStatistics> statistics = new HashMap<>();
    var schema = new StringBuilder();
    for (String column : columns.split(", ")) {
      String[] words = column.split(" ");
      schema
          .append(schema.isEmpty() ? "" : ", ")
          .append(words[0])
          .append(' ')
          .append(words[1])
          .append(" NOT NULL");
      boolean exact = !words[1].equals("STRING");
      statistics.put(
          words[0],
          new ColumnStatistics(
              bound(words[1], words[2]),
              bound(words[1], words[3]),
              exact,
              OptionalLong.of(0),
              OptionalLong.of(Math.min(rows, Long.parseLong(words[4]))),
              8));
    }
    StructType type = SqlParser.parseSchema(schema.toString());
    tables.put(name, FakeTable.of(name, type, rows, statistics));
  }

  private static @Nullable Comparable<?> bound(String type, String text) {
    if (text.equals("-")) {
      return null;
    }
    return switch (type) {
      case "INT" -> Integer.valueOf(text);
      case "BIGINT" -> Long.valueOf(text);
      case "DATE" -> (int) LocalDate.parse(text).toEpochDay();
      case "STRING" -> text;
      default -> new BigDecimal(text);
    };
  }

  @Override
  public Optional<Relation> view(String name) {
    return tables.containsKey(name)
        ? Optional.of(
            new Relation.Files("fake", List.of(name), Map.of(), Optional.empty(), Origin.NONE))
        : Optional.empty();
  }

  @Override
  public Collection<String> viewNames() {
    return tables.keySet();
  }

  @Override
  public SourceTable files(Relation.Files files) {
    return Objects.requireNonNull(tables.get(files.paths().getFirst()));
  }

  @Override
  public Optional<SourceTable> path(List<String> nameParts) {
    return Optional.empty();
  }
}
