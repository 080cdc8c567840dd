package io.sampo.spec;

import io.sampo.error.Origin;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that yields rows, with unresolved names. */
public sealed interface Relation {
  /** Where in the SQL text it stands, or {@link Origin#NONE}. */
  Origin origin();

  private static <T> List<List<T>> copyOfLists(List<List<T>> lists) {
    // A loop, since the first stream of a process costs milliseconds of its start.
    var copies = new ArrayList<List<T>>(lists.size());
    for (List<T> list : lists) {
      copies.add(List.copyOf(list));
    }
    return List.copyOf(copies);
  }

  /**
   * A table or view by name; {@code [format, path]} when written as {@code parquet.`path`}, {@code
   * [path]} for {@code 'file.csv'}.
   */
  record Table(List<String> nameParts, Origin origin) implements Relation {
    public Table {
      nameParts = List.copyOf(nameParts);
    }
  }

  /**
   * Files of one format: {@code csv}, {@code parquet} or {@code json}. Option keys are lower case.
   */
  record Files(
      String format,
      List<String> paths,
      Map<String, String> options,
      Optional<StructType> schema,
      Origin origin)
      implements Relation {
    public Files {
      paths = List.copyOf(paths);
      options = Map.copyOf(options);
    }
  }

  /** Rows held in memory; values as {@link Expression.Literal} describes, one array a row. */
  record Local(StructType schema, List<@Nullable Object[]> rows, Origin origin)
      implements Relation {}

  /** {@code VALUES (..), (..)}: columns are named col1, col2, ... */
  record Values(List<List<Expression>> rows, Origin origin) implements Relation {
    public Values {
      rows = copyOfLists(rows);
    }
  }

  /** One row without columns: the input of a SELECT without FROM. */
  record OneRow(Origin origin) implements Relation {}

  /** The longs from start, by step, before end, in one column {@code id}. */
  record Range(long start, long end, long step, Optional<Integer> partitions, Origin origin)
      implements Relation {}

  /** The expressions of each row. */
  record Project(Relation child, List<Expression> expressions, Origin origin) implements Relation {
    public Project {
      expressions = List.copyOf(expressions);
    }
  }

  /** The child's columns with some added or, by the same name, replaced. */
  record WithColumns(Relation child, List<Expression.Alias> columns, Origin origin)
      implements Relation {
    public WithColumns {
      columns = List.copyOf(columns);
    }
  }

  /** The child's columns but these; unknown names are ignored as Spark does. */
  record Drop(Relation child, List<Expression> columns, Origin origin) implements Relation {
    public Drop {
      columns = List.copyOf(columns);
    }
  }

  /**
   * The child's columns, some renamed (old name to new name); unknown names are ignored as Spark
   * does.
   */
  record Rename(Relation child, Map<String, String> names, Origin origin) implements Relation {
    public Rename {
      names = new LinkedHashMap<>(names);
    }
  }

  /** The rows for which the condition is true. */
  record Filter(Relation child, Expression condition, Origin origin) implements Relation {}

  /** Pairs of rows. {@code lateral}: the right side may use columns of the left. */
  record Join(
      Relation left,
      Relation right,
      JoinType type,
      Optional<Expression> condition,
      List<String> using,
      boolean natural,
      boolean lateral,
      Origin origin)
      implements Relation {
    public Join {
      using = List.copyOf(using);
    }
  }

  /** How the grouping expressions combine. */
  enum GroupingKind {
    GROUP_BY,
    ROLLUP,
    CUBE,
    GROUPING_SETS
  }

  /**
   * Groups and their aggregates. {@code aggregates} is the whole output list (SQL's select list);
   * grouping expressions may be ordinals or aliases of it when they come from SQL. {@code
   * groupingSets} lists indexes into {@code groupings} when the kind is GROUPING_SETS. {@code
   * groupAll} stands for GROUP BY ALL.
   */
  record Aggregate(
      Relation child,
      GroupingKind kind,
      List<Expression> groupings,
      List<List<Integer>> groupingSets,
      List<Expression> aggregates,
      Optional<Expression> having,
      boolean groupAll,
      Origin origin)
      implements Relation {
    public Aggregate {
      groupings = List.copyOf(groupings);
      groupingSets = copyOfLists(groupingSets);
      aggregates = List.copyOf(aggregates);
    }
  }

  /**
   * The child's columns and those of a generator such as {@code explode(array)}, one row for each
   * that it yields: LATERAL VIEW.
   *
   * @param outer whether a row for which it yields none is kept, with nulls
   * @param alias qualifies the generator's columns
   * @param columns names for the generator's columns, empty for its own
   */
  record Generate(
      Relation child,
      Expression.Call generator,
      boolean outer,
      Optional<String> alias,
      List<String> columns,
      Origin origin)
      implements Relation {
    public Generate {
      columns = List.copyOf(columns);
    }
  }

  /** One row a group, one column for each pivot value and aggregate. */
  record Pivot(
      Relation child,
      List<Expression> groupings,
      Expression pivot,
      List<Expression.Alias> values,
      List<Expression> aggregates,
      Origin origin)
      implements Relation {
    public Pivot {
      groupings = List.copyOf(groupings);
      values = List.copyOf(values);
      aggregates = List.copyOf(aggregates);
    }
  }

  /**
   * All rows in order; keys may be ordinals or aliases of the child, or columns below its
   * projection when they come from SQL.
   */
  record Sort(Relation child, List<SortKey> keys, boolean global, Origin origin)
      implements Relation {
    public Sort {
      keys = List.copyOf(keys);
    }
  }

  /** The first rows. */
  record Limit(Relation child, Expression count, Origin origin) implements Relation {}

  /** All but the first rows. */
  record Offset(Relation child, Expression count, Origin origin) implements Relation {}

  /** The last rows. */
  record Tail(Relation child, int count, Origin origin) implements Relation {}

  /** Distinct rows. */
  record Distinct(Relation child, Origin origin) implements Relation {}

  /** One row for each distinct combination of the named columns. */
  record Deduplicate(Relation child, List<String> columns, Origin origin) implements Relation {
    public Deduplicate {
      columns = List.copyOf(columns);
    }
  }

  /** UNION, INTERSECT, EXCEPT. */
  enum SetOperator {
    UNION,
    INTERSECT,
    EXCEPT
  }

  /** Two inputs combined as bags ({@code all}) or sets. */
  record SetOperation(
      Relation left,
      Relation right,
      SetOperator operator,
      boolean all,
      boolean byName,
      boolean allowMissingColumns,
      Origin origin)
      implements Relation {}

  /** A name for a relation, and optionally names for its columns. */
  record SubqueryAlias(Relation child, String alias, List<String> columns, Origin origin)
      implements Relation {
    public SubqueryAlias {
      columns = List.copyOf(columns);
    }
  }

  /**
   * The child itself, with an id that {@link Expression.PlanColumn} refers to. The same id may
   * stand on both sides of a join of a DataFrame with itself; only a reference to it is ambiguous
   * then. Has no effect on rows, columns or plans.
   */
  record Tagged(Relation child, long planId, Origin origin) implements Relation {}

  /** Common table expressions, each visible to the later ones and to the child. */
  record With(List<SubqueryAlias> definitions, Relation child, Origin origin) implements Relation {
    public With {
      definitions = List.copyOf(definitions);
    }
  }

  /**
   * The rows of a common table of WITH RECURSIVE: those of the first side of its UNION ALL, then
   * those of the second with the rows found last under the table's name, until there are none.
   *
   * @param body the query; when it does not read the name, its rows are meant
   * @param columns names for the columns, empty for those of the first side
   * @param maxLevels how often the second side may yield rows, when the query says so; 0 for any
   *     number
   * @param enough the number of rows after which there is no need to go on, when it is known
   */
  record Recursion(
      Relation body,
      String name,
      List<String> columns,
      Optional<Integer> maxLevels,
      Optional<Long> enough,
      Origin origin)
      implements Relation {
    public Recursion {
      columns = List.copyOf(columns);
    }
  }

  /** A random share of the rows, reproducible by its seed. */
  record Sample(Relation child, double fraction, boolean withReplacement, long seed, Origin origin)
      implements Relation {}

  /** A wished number of partitions; {@code shuffle} false only merges (coalesce). */
  record Repartition(
      Relation child,
      Optional<Integer> partitions,
      List<Expression> keys,
      boolean shuffle,
      Origin origin)
      implements Relation {
    public Repartition {
      keys = List.copyOf(keys);
    }
  }

  /** An advice such as {@code BROADCAST(t)}. */
  record Hint(Relation child, String name, List<Expression> arguments, Origin origin)
      implements Relation {
    public Hint {
      arguments = List.copyOf(arguments);
    }
  }
}
