package io.sampo.dataframe;

import io.sampo.column.Column;
import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.row.ShowTable;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement.ExplainMode;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What untyped and typed tables share: a spec, a schema, and the actions that do not hand out rows
 * as objects. Immutable and safe for use by many threads.
 */
public abstract sealed class LazyTable permits DataFrame, Dataset {
  private static final int SHOWN_ROWS = 20;
  private static final int SHOWN_CHARACTERS = 20;

  private final EngineContext context;
  private final Relation relation;

  LazyTable(EngineContext context, Relation relation) {
    this.context = context;
    this.relation = relation;
  }

  /** The spec, for front ends and tools. */
  public final Relation relation() {
    return relation;
  }

  final EngineContext context() {
    return context;
  }

  /** The columns with their types. Looks at file schemas and footers, not at data. */
  public final StructType schema() {
    return context.engine().schema(relation);
  }

  /** The names of the columns. */
  public final List<String> columns() {
    return schema().names();
  }

  /** Names and types as SQL writes them in lower case, for example {@code price=decimal(15,2)}. */
  public final List<Map.Entry<String, String>> dtypes() {
    return schema().fields().stream()
        .map(field -> Map.entry(field.name(), field.type().sql().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** The number of rows. */
  public final long count() {
    var counted =
        new Relation.Aggregate(
            relation,
            Relation.GroupingKind.GROUP_BY,
            List.of(),
            List.of(),
            List.of(
                Column.call("count", Column.literal(1)).as("count").expression(context.engine())),
            Optional.empty(),
            false,
            Origin.NONE);
    try (RowIterator rows = rows(counted)) {
      return rows.next().getLong(0);
    }
  }

  /** Whether there is no row; reads as little as possible. */
  public final boolean isEmpty() {
    var one = List.of(Column.literal(1).expression(context.engine()));
    try (RowIterator rows = rows(limited(new Relation.Project(relation, one, Origin.NONE), 1))) {
      return !rows.hasNext();
    }
  }

  /**
   * The rows as Arrow batches, in bounded memory.
   *
   * @param rootType {@code org.apache.arrow.vector.VectorSchemaRoot.class}, which this module
   *     cannot name; the receiver of a batch closes it
   */
  public final <T> ArrowBatches<T> toArrow(Class<T> rootType) {
    return new ArrowBatches<>(execute(), rootType);
  }

  /** Runs the query; the caller closes the result. */
  public final QueryResult execute() {
    return context.engine().execute(relation);
  }

  /** Prints the first 20 rows, cells cut to 20 characters. */
  public final void show() {
    show(SHOWN_ROWS);
  }

  public final void show(int rows) {
    show(rows, true);
  }

  public final void show(boolean truncate) {
    show(SHOWN_ROWS, truncate);
  }

  public final void show(int rows, boolean truncate) {
    show(rows, truncate ? SHOWN_CHARACTERS : 0);
  }

  public final void show(int rows, int truncate) {
    show(rows, truncate, false);
  }

  /** Prints {@link #showString} and the end of a line to standard output. */
  public final void show(int rows, int truncate, boolean vertical) {
    System.out.println(showString(rows, truncate, vertical));
  }

  /**
   * The first rows as a table of text.
   *
   * @param truncate characters of a cell kept at most; 0 keeps all and moves cells to the left
   * @param vertical whether each value gets a line of its own
   */
  public final String showString(int rows, int truncate, boolean vertical) {
    int shown = Math.clamp(rows, 0, Integer.MAX_VALUE - 1);
    try (RowIterator iterator = rows(limited(relation, shown + 1))) {
      var names = iterator.schema().names();
      var list = new ArrayList<Row>();
      iterator.forEachRemaining(list::add);
      return new ShowTable(shown, truncate, vertical).render(names, list, context.valueText());
    }
  }

  /** Prints the columns as a tree to standard output. */
  public final void printSchema() {
    printSchema(Integer.MAX_VALUE);
  }

  /** Prints the columns as a tree, with at most that many levels. */
  public final void printSchema(int level) {
    System.out.println(SchemaTree.render(schema(), level));
  }

  /** Prints the physical plan to standard output. */
  public final void explain() {
    explain("simple");
  }

  /** Prints the physical plan, with {@code extended} all plans that lead to it. */
  public final void explain(boolean extended) {
    explain(extended ? "extended" : "simple");
  }

  /**
   * Prints the plan: {@code simple}, {@code extended}, {@code codegen}, {@code cost}, {@code
   * formatted} or {@code analyze}.
   */
  public final void explain(String mode) {
    System.out.println(explainString(mode));
  }

  /** What {@link #explain(String)} prints. */
  public final String explainString(String mode) {
    for (ExplainMode known : ExplainMode.values()) {
      if (known.name().equalsIgnoreCase(mode)) {
        return context.engine().explain(relation, known);
      }
    }
    throw new SampoException(
        ErrorCode.INVALID_ARGUMENT,
        Map.of(
            "value", mode,
            "parameter", "mode",
            "details", "known are simple, extended, codegen, cost, formatted and analyze"));
  }

  /** Names this DataFrame in the session's SQL; it is computed anew wherever it is used. */
  public final void createOrReplaceTempView(String name) {
    context.engine().createView(name, relation, true);
  }

  /** As {@link #createOrReplaceTempView}, but an error when the name is taken. */
  public final void createTempView(String name) {
    context.engine().createView(name, relation, false);
  }

  public final DataFrameWriter write() {
    return new DataFrameWriter(context, relation);
  }

  @Override
  public String toString() {
    var text = new ArrayList<String>();
    for (StructField field : schema().fields()) {
      text.add(field.name() + ": " + field.type().sql().toLowerCase(Locale.ROOT));
    }
    return "[" + String.join(", ", text) + "]";
  }

  final RowIterator rows(Relation query) {
    return new RowIterator(context.engine().execute(query));
  }

  /** The rows as they come, of which no more may come than may be gathered in one list. */
  final RowIterator gathered(Relation query) {
    ResultLimit limit = ResultLimit.of(context);
    return new RowIterator(context.engine().execute(query), limit);
  }

  static Relation limited(Relation child, int count) {
    return new Relation.Limit(
        child, new Expression.Literal(count, DataType.INTEGER, Origin.NONE), Origin.NONE);
  }
}
