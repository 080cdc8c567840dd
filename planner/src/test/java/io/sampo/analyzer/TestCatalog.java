package io.sampo.analyzer;

import io.sampo.plan.table.SourceTable;
import io.sampo.plan.table.TableStatistics;
import io.sampo.spec.Relation;
import io.sampo.sql.SqlParser;
import io.sampo.types.StructType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Tables by schema, as files of a made-up format; views by SQL. */
public final class TestCatalog implements Catalog {
  private final Map<String, Relation> views = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private record Table(String name, StructType schema) implements SourceTable {
    @Override
    public TableStatistics statistics() {
      return new TableStatistics(OptionalLong.empty(), false, 0, Map.of());
    }
  }

  /** A table with columns such as {@code id INT NOT NULL, name STRING}. */
  public TestCatalog table(String name, String columns) {
    return view(
        name,
        new Relation.Files(
            "memory",
            List.of(name),
            Map.of(),
            Optional.of(SqlParser.parseSchema(columns)),
            io.sampo.error.Origin.NONE));
  }

  public TestCatalog view(String name, Relation relation) {
    views.put(name, relation);
    return this;
  }

  @Override
  public Optional<Relation> view(String name) {
    return Optional.ofNullable(views.get(name));
  }

  @Override
  public Collection<String> viewNames() {
    return views.keySet();
  }

  @Override
  public SourceTable files(Relation.Files files) {
    return new Table(files.paths().getFirst(), files.schema().orElseThrow());
  }

  @Override
  public Optional<SourceTable> path(List<String> nameParts) {
    return Optional.empty();
  }

  /** The eight tables of TPC-H. */
  public static TestCatalog tpch() {
    return new TestCatalog()
        .table("region", "r_regionkey BIGINT NOT NULL, r_name STRING NOT NULL, r_comment STRING")
        .table(
            "nation",
            "n_nationkey BIGINT NOT NULL, n_name STRING NOT NULL, n_regionkey BIGINT NOT NULL, n_comment STRING")
        .table(
            "supplier",
            "s_suppkey BIGINT NOT NULL, s_name STRING, s_address STRING, s_nationkey BIGINT, s_phone STRING, s_acctbal DECIMAL(15,2), s_comment STRING")
        .table(
            "customer",
            "c_custkey BIGINT NOT NULL, c_name STRING, c_address STRING, c_nationkey BIGINT, c_phone STRING, c_acctbal DECIMAL(15,2), c_mktsegment STRING, c_comment STRING")
        .table(
            "part",
            "p_partkey BIGINT NOT NULL, p_name STRING, p_mfgr STRING, p_brand STRING, p_type STRING, p_size INT, p_container STRING, p_retailprice DECIMAL(15,2), p_comment STRING")
        .table(
            "partsupp",
            "ps_partkey BIGINT NOT NULL, ps_suppkey BIGINT NOT NULL, ps_availqty BIGINT, ps_supplycost DECIMAL(15,2), ps_comment STRING")
        .table(
            "orders",
            "o_orderkey BIGINT NOT NULL, o_custkey BIGINT, o_orderstatus STRING, o_totalprice DECIMAL(15,2), o_orderdate DATE, o_orderpriority STRING, o_clerk STRING, o_shippriority INT, o_comment STRING")
        .table(
            "lineitem",
            "l_orderkey BIGINT NOT NULL, l_partkey BIGINT, l_suppkey BIGINT, l_linenumber INT, l_quantity DECIMAL(15,2), l_extendedprice DECIMAL(15,2), l_discount DECIMAL(15,2), l_tax DECIMAL(15,2), l_returnflag STRING, l_linestatus STRING, l_shipdate DATE, l_commitdate DATE, l_receiptdate DATE, l_shipinstruct STRING, l_shipmode STRING, l_comment STRING");
  }
}
