package io.sampo.spec;

import io.sampo.code.UserJar;
import io.sampo.config.StorageLevel;
import io.sampo.error.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One statement: a query or a command. */
public sealed interface Statement {
  /** Rows. */
  record Query(Relation relation) implements Statement {}

  /** How much EXPLAIN shows. */
  enum ExplainMode {
    SIMPLE,
    EXTENDED,
    CODEGEN,
    COST,
    FORMATTED,
    ANALYZE
  }

  /** The plan of a query as text. */
  record Explain(ExplainMode mode, Relation relation) implements Statement {}

  /** A name for a query, for this session. */
  record CreateView(String name, Relation relation, boolean replace, Origin origin)
      implements Statement {}

  /** Forgets a view. */
  record DropView(String name, boolean ifExists, Origin origin) implements Statement {}

  /** {@code SET key = value}; without a value shows it; without a key shows all. */
  record SetConfig(Optional<String> key, Optional<String> value) implements Statement {}

  /** The views of the session. */
  record ShowTables() implements Statement {}

  /** The views of the session, as SHOW VIEWS lists them. */
  record ShowViews() implements Statement {}

  /** The names of a table's columns. */
  record ShowColumns(Relation.Table table) implements Statement {}

  /** What a function does; {@code extended} adds an example. */
  record DescribeFunction(String name, boolean extended, Origin origin) implements Statement {}

  /**
   * Makes the classes of jars known to the session.
   *
   * @param paths where they are
   * @param jars their contents, once they have been read
   */
  record AddJars(List<String> paths, List<UserJar> jars, Origin origin) implements Statement {
    public AddJars {
      paths = List.copyOf(paths);
      jars = List.copyOf(jars);
    }
  }

  /** The functions, optionally those matching a LIKE-like pattern with {@code *}. */
  record ShowFunctions(Optional<String> pattern) implements Statement {}

  /**
   * Keeps the rows of a table or view; with a query, names it first.
   *
   * @param lazy whether the rows are computed when they are first needed instead of now
   */
  record CacheTable(
      Relation.Table table,
      Optional<Relation> query,
      boolean lazy,
      StorageLevel level,
      Origin origin)
      implements Statement {}

  /** Frees the rows that CACHE TABLE kept. */
  record UncacheTable(Relation.Table table, boolean ifExists, Origin origin) implements Statement {}

  /** Frees the rows of all kept tables. */
  record ClearCache() implements Statement {}

  /** Computes anew what is kept of a table. */
  record RefreshTable(Relation.Table table, Origin origin) implements Statement {}

  /** Computes anew what is kept of the files at or below a path. */
  record RefreshPath(String path) implements Statement {}

  /** The columns of a table or query. */
  record Describe(Relation relation) implements Statement {}

  /** What to do when the target of a write exists. */
  enum SaveMode {
    ERROR_IF_EXISTS,
    APPEND,
    OVERWRITE,
    IGNORE
  }

  /** A query's rows into files. */
  record Write(
      Relation relation,
      String format,
      String path,
      SaveMode mode,
      Map<String, String> options,
      List<String> partitionBy)
      implements Statement {
    public Write {
      options = Map.copyOf(options);
      partitionBy = List.copyOf(partitionBy);
    }
  }
}
