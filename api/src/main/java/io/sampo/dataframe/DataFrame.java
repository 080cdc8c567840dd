package io.sampo.dataframe;

import io.sampo.column.Column;
import io.sampo.column.ColumnName;
import io.sampo.config.StorageLevel;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.row.RecordMapping;
import io.sampo.row.Row;
import io.sampo.spec.Expression;
import io.sampo.spec.JoinType;
import io.sampo.spec.Relation;
import io.sampo.spec.Relation.GroupingKind;
import io.sampo.spec.Relation.SetOperator;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A lazy table. Transformations yield new DataFrames and cost nothing; actions ({@link #show()},
 * {@link #collect}, {@link #count}, {@link #write} ...) run the query. Names are looked up, and
 * types checked, by actions, {@link #schema} and {@link #explain()}: these throw {@link
 * SampoException} for unknown columns and the like. Immutable and safe for use by many threads.
 *
 * <p>Parameters called {@code columns} of class String take names as {@code a}, {@code t.a}, {@code
 * struct.field}, {@code `odd name`} or {@code *}.
 */
public final class DataFrame extends LazyTable {
  private final long planId;

  DataFrame(EngineContext context, Relation relation, long planId) {
    super(context, relation);
    this.planId = planId;
  }

  /**
   * The spec as the input of another: tagged, so that {@link #col} of this DataFrame is understood
   * there.
   */
  Relation tagged() {
    return new Relation.Tagged(relation(), planId, Origin.NONE);
  }

  private DataFrame derived(Relation next) {
    return context().dataFrame(next);
  }

  private List<Expression> expressions(Column... columns) {
    return Column.expressions(List.of(columns), context().engine());
  }

  private static Column[] named(String... names) {
    return Arrays.stream(names).map(Column::named).toArray(Column[]::new);
  }

  private static Column[] prepend(Column first, Column... more) {
    return Stream.concat(Stream.of(first), Arrays.stream(more)).toArray(Column[]::new);
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static Expression literal(Object value) {
    return new Expression.Literal(
        value, value instanceof Long ? DataType.LONG : DataType.INTEGER, Origin.NONE);
  }

  // Columns

  /**
   * A column of this DataFrame, also where another one has a column of the same name, as in {@code
   * a.join(b, a.col("id").equalTo(b.col("id")))}.
   */
  public Column col(String name) {
    if (name.equals("*")) {
      return Column.of(name, new Expression.PlanStar(planId, Origin.NONE));
    }
    return Column.of(name, new Expression.PlanColumn(ColumnName.parts(name), planId, Origin.NONE));
  }

  public DataFrame select(Column... columns) {
    return derived(new Relation.Project(tagged(), expressions(columns), Origin.NONE));
  }

  public DataFrame select(String... columns) {
    return select(named(columns));
  }

  /** Columns by SQL expressions such as {@code price * 2 AS doubled}. */
  public DataFrame selectExpr(String... expressions) {
    return select(Arrays.stream(expressions).map(Column::sql).toArray(Column[]::new));
  }

  /** Adds a column, or replaces the one of that name (case ignored) at its place. */
  public DataFrame withColumn(String name, Column column) {
    return withColumns(Map.of(name, column));
  }

  /**
   * Adds or replaces several columns at once, in the map's order; each sees the columns as they are
   * before.
   */
  public DataFrame withColumns(Map<String, Column> columns) {
    var aliases = new ArrayList<Expression.Alias>();
    columns.forEach((name, column) ->
        aliases.add(
            new Expression.Alias(column.expression(context().engine()), name, Origin.NONE)));
    return derived(new Relation.WithColumns(tagged(), aliases, Origin.NONE));
  }

  /** Renames a column; nothing happens when there is none of that name. */
  public DataFrame withColumnRenamed(String existing, String renamed) {
    return withColumnsRenamed(Map.of(existing, renamed));
  }

  /** Renames columns, old name to new name; unknown names are ignored. */
  public DataFrame withColumnsRenamed(Map<String, String> names) {
    return derived(new Relation.Rename(tagged(), names, Origin.NONE));
  }

  /** All columns but these; names are taken as a whole, unknown ones are ignored. */
  public DataFrame drop(String... columns) {
    var attributes =
        Arrays.stream(columns)
            .<Expression>map(name -> new Expression.Attribute(List.of(name), Origin.NONE))
            .toList();
    return derived(new Relation.Drop(tagged(), attributes, Origin.NONE));
  }

  public DataFrame drop(Column first, Column... more) {
    return derived(new Relation.Drop(tagged(), expressions(prepend(first, more)), Origin.NONE));
  }

  /** The same columns under new names, as many as there are columns. */
  public DataFrame toDF(String... names) {
    StructType schema = schema();
    if (schema.size() != names.length) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value",
              String.join(", ", names),
              "parameter",
              "names",
              "details",
              "the DataFrame has " + schema.size() + " columns: " + schema.names()));
    }
    return derived(
        new Relation.Project(
            tagged(),
            IntStream.range(0, names.length)
                .<Expression>mapToObj(i ->
                    new Expression.Alias(
                        new Expression.Ordinal(i, Origin.NONE), names[i], Origin.NONE))
                .toList(),
            Origin.NONE));
  }

  /** This DataFrame under a name, so that {@code col("name.column")} means its columns. */
  public DataFrame as(String alias) {
    return derived(new Relation.SubqueryAlias(tagged(), alias, List.of(), Origin.NONE));
  }

  /**
   * The rows as records, columns matched to components by name (case ignored).
   *
   * @throws SampoException when a column is missing or of a type that does not fit, naming column
   *     and component
   */
  public <R extends Record> Dataset<R> as(Class<R> recordClass) {
    var mapping = RecordMapping.of(recordClass);
    return new Dataset<>(this, mapping, mapping.reader(schema()));
  }

  /** Same as {@link #as(String)}. */
  public DataFrame alias(String alias) {
    return as(alias);
  }

  // Rows

  /** The rows for which the condition is true. */
  public DataFrame filter(Column condition) {
    return derived(
        new Relation.Filter(tagged(), condition.expression(context().engine()), Origin.NONE));
  }

  /** The rows for which the SQL condition is true. */
  public DataFrame filter(String condition) {
    return filter(Column.sql(condition));
  }

  /** Same as {@link #filter(Column)}. */
  public DataFrame where(Column condition) {
    return filter(condition);
  }

  /** Same as {@link #filter(String)}. */
  public DataFrame where(String condition) {
    return filter(condition);
  }

  /** The rows in order; without a direction small values come first and nulls before them. */
  public DataFrame orderBy(Column... columns) {
    return sorted(true, columns);
  }

  public DataFrame orderBy(String first, String... more) {
    return orderBy(prepend(Column.named(first), named(more)));
  }

  /** Same as {@link #orderBy(Column...)}. */
  public DataFrame sort(Column... columns) {
    return orderBy(columns);
  }

  public DataFrame sort(String first, String... more) {
    return orderBy(first, more);
  }

  /** Orders rows within each partition only. */
  public DataFrame sortWithinPartitions(Column... columns) {
    return sorted(false, columns);
  }

  public DataFrame sortWithinPartitions(String first, String... more) {
    return sortWithinPartitions(prepend(Column.named(first), named(more)));
  }

  private DataFrame sorted(boolean global, Column... columns) {
    var keys = Arrays.stream(columns).map(column -> column.sortKey(context().engine())).toList();
    return derived(new Relation.Sort(tagged(), keys, global, Origin.NONE));
  }

  /** The first {@code count} rows. */
  public DataFrame limit(int count) {
    return derived(new Relation.Limit(tagged(), literal(count), Origin.NONE));
  }

  /** All but the first {@code count} rows. */
  public DataFrame offset(int count) {
    return derived(new Relation.Offset(tagged(), literal(count), Origin.NONE));
  }

  public DataFrame distinct() {
    return derived(new Relation.Distinct(tagged(), Origin.NONE));
  }

  /** One row for each distinct combination of these columns, of all columns when none is given. */
  public DataFrame dropDuplicates(String... columns) {
    return columns.length == 0
        ? distinct()
        : derived(new Relation.Deduplicate(tagged(), List.of(columns), Origin.NONE));
  }

  /** A random share of the rows, each with the same probability. */
  public DataFrame sample(double fraction) {
    return fraction >= 0 && fraction <= 1
        ? filter(Column.call("rand").lt(fraction))
        : sample(fraction, 0);
  }

  /** A random share of the rows, the same one for the same seed. */
  public DataFrame sample(double fraction, long seed) {
    return sample(false, fraction, seed);
  }

  /**
   * A random sample.
   *
   * @param withReplacement whether a row may come several times
   * @param fraction the share of rows; with replacement, the expected number of times a row comes
   */
  public DataFrame sample(boolean withReplacement, double fraction, long seed) {
    return derived(new Relation.Sample(tagged(), fraction, withReplacement, seed, Origin.NONE));
  }

  /**
   * Splits the rows at random into DataFrames of sizes in proportion to the weights; every row is
   * in exactly one of them.
   *
   * @param weights positive, of any sum
   */
  public List<DataFrame> randomSplit(double[] weights, long seed) {
    return RandomSplit.of(this, weights, seed);
  }

  // Several inputs

  /** Pairs of rows with equal values in the column of that name, which comes once in the result. */
  public DataFrame join(DataFrame right, String usingColumn) {
    return join(right, List.of(usingColumn));
  }

  public DataFrame join(DataFrame right, List<String> usingColumns) {
    return join(right, usingColumns, "inner");
  }

  public DataFrame join(DataFrame right, String usingColumn, String joinType) {
    return join(right, List.of(usingColumn), joinType);
  }

  /**
   * A join on equal values in the named columns; types are named as in {@link #join(DataFrame,
   * Column, String)}.
   */
  public DataFrame join(DataFrame right, List<String> usingColumns, String joinType) {
    return joined(right, JoinTypes.of(joinType), Optional.empty(), usingColumns);
  }

  /** Pairs of rows for which the condition is true. */
  public DataFrame join(DataFrame right, Column condition) {
    return join(right, condition, "inner");
  }

  /**
   * A join on a condition.
   *
   * @param joinType {@code inner}, {@code cross}, {@code outer} or {@code full} or {@code
   *     full_outer}, {@code left} or {@code left_outer}, {@code right} or {@code right_outer},
   *     {@code semi} or {@code left_semi}, {@code anti} or {@code left_anti}; underscores may be
   *     left out
   */
  public DataFrame join(DataFrame right, Column condition, String joinType) {
    return joined(
        right,
        JoinTypes.of(joinType),
        Optional.of(condition.expression(context().engine())),
        List.of());
  }

  /** All pairs of rows; a filter behind it may make it a join. */
  public DataFrame join(DataFrame right) {
    return joined(right, JoinType.INNER, Optional.empty(), List.of());
  }

  /** All pairs of rows. */
  public DataFrame crossJoin(DataFrame right) {
    return joined(right, JoinType.CROSS, Optional.empty(), List.of());
  }

  private DataFrame joined(
      DataFrame right, JoinType type, Optional<Expression> condition, List<String> using) {
    return derived(
        new Relation.Join(
            tagged(), right.tagged(), type, condition, using, false, false, Origin.NONE));
  }

  /** The rows of both, columns matched by position; duplicates stay. */
  public DataFrame union(DataFrame other) {
    return combined(other, SetOperator.UNION, true);
  }

  /** Same as {@link #union}. */
  public DataFrame unionAll(DataFrame other) {
    return union(other);
  }

  /** The rows of both, columns matched by name; duplicates stay. */
  public DataFrame unionByName(DataFrame other) {
    return unionByName(other, false);
  }

  /**
   * The rows of both, columns matched by name; with {@code allowMissingColumns} a column that one
   * side lacks is null there.
   */
  public DataFrame unionByName(DataFrame other, boolean allowMissingColumns) {
    return derived(
        new Relation.SetOperation(
            tagged(),
            other.tagged(),
            SetOperator.UNION,
            true,
            true,
            allowMissingColumns,
            Origin.NONE));
  }

  /** The distinct rows that are in both. */
  public DataFrame intersect(DataFrame other) {
    return combined(other, SetOperator.INTERSECT, false);
  }

  /** The rows that are in both, each as often as on the side that has it less often. */
  public DataFrame intersectAll(DataFrame other) {
    return combined(other, SetOperator.INTERSECT, true);
  }

  /** The distinct rows that are not in the other. */
  public DataFrame except(DataFrame other) {
    return combined(other, SetOperator.EXCEPT, false);
  }

  /** The rows left when each row of the other takes away one equal row. */
  public DataFrame exceptAll(DataFrame other) {
    return combined(other, SetOperator.EXCEPT, true);
  }

  private DataFrame combined(DataFrame other, SetOperator operator, boolean all) {
    return derived(
        new Relation.SetOperation(
            tagged(), other.tagged(), operator, all, false, false, Origin.NONE));
  }

  // Groups

  public GroupedData groupBy(Column... columns) {
    return new GroupedData(this, GroupingKind.GROUP_BY, List.of(columns));
  }

  public GroupedData groupBy(String first, String... more) {
    return groupBy(prepend(Column.named(first), named(more)));
  }

  /** Groups by all the columns, by all but the last, and so on, and over all rows. */
  public GroupedData rollup(Column... columns) {
    return new GroupedData(this, GroupingKind.ROLLUP, List.of(columns));
  }

  public GroupedData rollup(String first, String... more) {
    return rollup(prepend(Column.named(first), named(more)));
  }

  /** Groups by every subset of the columns. */
  public GroupedData cube(Column... columns) {
    return new GroupedData(this, GroupingKind.CUBE, List.of(columns));
  }

  public GroupedData cube(String first, String... more) {
    return cube(prepend(Column.named(first), named(more)));
  }

  /**
   * Count, mean, standard deviation, smallest and largest value of these columns, of all numeric
   * and text columns when none is given, as text.
   */
  public DataFrame describe(String... columns) {
    return Summary.of(this, Summary.DESCRIBED, List.of(columns));
  }

  /**
   * Statistics of all numeric and text columns, as text.
   *
   * @param statistics {@code count}, {@code count_distinct}, {@code approx_count_distinct}, {@code
   *     mean}, {@code stddev}, {@code min}, {@code max} or percentiles such as {@code 75%}; when
   *     none is given, count, mean, stddev, min, the quartiles and max
   */
  public DataFrame summary(String... statistics) {
    return Summary.of(
        this, statistics.length == 0 ? Summary.SUMMARIZED : List.of(statistics), List.of());
  }

  /** What to do about nulls. */
  public NaFunctions na() {
    return new NaFunctions(this);
  }

  /** Statistics. */
  public StatFunctions stat() {
    return new StatFunctions(this);
  }

  /** Aggregates over all rows: one row. */
  public DataFrame agg(Column first, Column... more) {
    return groupBy().agg(first, more);
  }

  /** Aggregates over all rows, column name to function name. */
  public DataFrame agg(Map<String, String> functionsByColumn) {
    return groupBy().agg(functionsByColumn);
  }

  // Placement

  /** Deals the rows out to that many partitions. */
  public DataFrame repartition(int partitions) {
    return repartitioned(Optional.of(partitions), true);
  }

  /** Deals the rows out by the values of these columns. */
  public DataFrame repartition(Column... columns) {
    return repartitioned(Optional.empty(), true, columns);
  }

  public DataFrame repartition(int partitions, Column... columns) {
    return repartitioned(Optional.of(partitions), true, columns);
  }

  /** Merges partitions until at most that many are left, without moving rows apart. */
  public DataFrame coalesce(int partitions) {
    return repartitioned(Optional.of(partitions), false);
  }

  private DataFrame repartitioned(
      Optional<Integer> partitions, boolean shuffle, Column... columns) {
    return derived(
        new Relation.Repartition(tagged(), partitions, expressions(columns), shuffle, Origin.NONE));
  }

  /** An advice to the optimizer, such as {@code broadcast}. */
  public DataFrame hint(String name, Object... parameters) {
    var arguments =
        Arrays.stream(parameters)
            .map(parameter -> Column.literal(parameter).expression(context().engine()))
            .toList();
    return derived(new Relation.Hint(tagged(), name, arguments, Origin.NONE));
  }

  /** Same as {@link #persist(StorageLevel)} with {@link StorageLevel#MEMORY_AND_DISK}. */
  public DataFrame cache() {
    return persist(StorageLevel.MEMORY_AND_DISK);
  }

  /** Same as {@link #cache}. */
  public DataFrame persist() {
    return cache();
  }

  /**
   * Keeps the rows, from the first action on that needs them, for every query of the session of
   * which they are a part. Nothing happens when they are kept already.
   */
  public DataFrame persist(StorageLevel level) {
    context().engine().cache().persist(relation(), level);
    return this;
  }

  /** Frees what {@link #persist(StorageLevel)} kept; nothing happens when it kept nothing. */
  public DataFrame unpersist() {
    context().engine().cache().unpersist(relation());
    return this;
  }

  /** As {@link #unpersist()}, which never waits for long. */
  public DataFrame unpersist(boolean blocking) {
    return unpersist();
  }

  /** Where the rows are kept; {@link StorageLevel#NONE} unless they were persisted. */
  public StorageLevel storageLevel() {
    return context().engine().cache().storageLevel(relation());
  }

  /** Same as {@link #checkpoint(boolean)}, now. */
  public DataFrame checkpoint() {
    return checkpoint(true);
  }

  /**
   * The same rows, stored on disk, without the plan that led to them: keeps programs fast that
   * derive a DataFrame from itself many times. The rows are freed when the DataFrame and all that
   * is derived from it are out of use, and when the session ends.
   *
   * <p>They are Parquet files below the folder that {@code sampo.checkpoint.dir}, or {@link
   * io.sampo.session.Session#setCheckpointDir}, names. On a cluster all its members have to see
   * that folder; the rows outlive workers and drivers then, and are never computed again. Columns
   * of intervals cannot be stored there, and what is nested may be null. A session in one process
   * needs no folder: without one the rows go where it spills to.
   *
   * @param eager whether the rows are computed now; otherwise by the first action that needs them
   * @throws SampoException CHECKPOINT_DIR_NOT_SET on a cluster without a folder
   */
  public DataFrame checkpoint(boolean eager) {
    return derived(context().engine().cache().checkpoint(relation(), eager));
  }

  /** Same as {@link #localCheckpoint(boolean)}, now. */
  public DataFrame localCheckpoint() {
    return localCheckpoint(true);
  }

  /**
   * As {@link #checkpoint(boolean)}, stored in memory as far as it fits, otherwise on disk, where
   * the rows are computed. On a cluster those are the workers: after the loss of one of them, or of
   * the driver, actions fail with CHECKPOINT_LOST.
   */
  public DataFrame localCheckpoint(boolean eager) {
    return derived(
        context()
            .engine()
            .cache()
            .localCheckpoint(relation(), eager, StorageLevel.MEMORY_AND_DISK));
  }

  /** Applies a function to this DataFrame, to write chains of own transformations. */
  public DataFrame transform(Function<DataFrame, DataFrame> function) {
    return function.apply(this);
  }

  // Actions

  /**
   * All rows in one list.
   *
   * @throws SampoException RESULT_TOO_LARGE when they are more than {@code
   *     sampo.driver.maxResultSize} allows
   */
  public List<Row> collect() {
    try (RowIterator rows = gathered(relation())) {
      var list = new ArrayList<Row>();
      rows.forEachRemaining(list::add);
      return list;
    }
  }

  /** Same as {@link #collect}. */
  public List<Row> collectAsList() {
    return collect();
  }

  /** The first {@code count} rows, or fewer when there are no more. */
  public List<Row> take(int count) {
    return limit(count).collect();
  }

  /** Same as {@link #take}. */
  public List<Row> head(int count) {
    return take(count);
  }

  /** Same as {@link #first}. */
  public Row head() {
    return first();
  }

  /**
   * The first row.
   *
   * @throws NoSuchElementException when there is none
   */
  public Row first() {
    var rows = take(1);
    if (rows.isEmpty()) {
      throw new NoSuchElementException("the DataFrame is empty");
    }
    return rows.getFirst();
  }

  /** The last {@code count} rows. */
  public List<Row> tail(int count) {
    return derived(new Relation.Tail(tagged(), count, Origin.NONE)).collect();
  }

  /** Calls the consumer with one row after the other, in this thread and in bounded memory. */
  public void foreach(Consumer<? super Row> consumer) {
    try (RowIterator rows = toLocalIterator()) {
      rows.forEachRemaining(consumer);
    }
  }

  /** Runs the query and hands out its rows as they come, in bounded memory. */
  public RowIterator toLocalIterator() {
    return rows(relation());
  }

  /** The rows of {@link #toLocalIterator} as a stream, which the caller closes. */
  public Stream<Row> stream() {
    RowIterator rows = toLocalIterator();
    Iterable<Row> iterable = () -> rows;
    return StreamSupport.stream(iterable.spliterator(), false).onClose(rows::close);
  }
}
