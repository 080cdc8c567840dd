package io.sampo.dataframe;

import io.sampo.column.Column;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.types.StructField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Groups of rows, waiting for the aggregates that become the columns behind the grouping columns.
 * Immutable.
 */
public final class GroupedData {
  /** The most values that {@link #pivot(String)} collects by itself. */
  private static final int MAX_PIVOT_VALUES = 10_000;

  private final DataFrame input;
  private final Relation.GroupingKind kind;
  private final List<Column> groupings;
  private final Optional<Pivot> pivot;

  GroupedData(DataFrame input, Relation.GroupingKind kind, List<Column> groupings) {
    this(input, kind, groupings, Optional.empty());
  }

  private GroupedData(
      DataFrame input, Relation.GroupingKind kind, List<Column> groupings, Optional<Pivot> pivot) {
    this.input = input;
    this.kind = kind;
    this.groupings = List.copyOf(groupings);
    this.pivot = pivot;
  }

  private record Pivot(Column column, List<Column> values) {}

  /** One row a group, with these aggregates behind the grouping columns. */
  public DataFrame agg(Column first, Column... more) {
    var aggregates = new ArrayList<Column>();
    aggregates.add(first);
    aggregates.addAll(List.of(more));
    return aggregate(aggregates);
  }

  /**
   * Aggregates by name: column name to function name, as {@code {"price": "max", "*": "count"}}, in
   * the map's order.
   */
  public DataFrame agg(Map<String, String> functionsByColumn) {
    var aggregates = new ArrayList<Column>();
    functionsByColumn.forEach((column, function) ->
        aggregates.add(
            column.equals("*")
                ? Column.call(function.toLowerCase(Locale.ROOT), Column.literal(1))
                : Column.call(sqlName(function), Column.named(column))));
    return aggregate(aggregates);
  }

  /** The number of rows of each group, in a column {@code count}. */
  public DataFrame count() {
    return aggregate(List.of(Column.call("count", Column.literal(1)).as("count")));
  }

  /** Sums of these columns, of all numeric ones when none is given. */
  public DataFrame sum(String... columns) {
    return aggregateEach("sum", columns);
  }

  /** Averages of these columns, of all numeric ones when none is given. */
  public DataFrame avg(String... columns) {
    return aggregateEach("avg", columns);
  }

  /** Same as {@link #avg}. */
  public DataFrame mean(String... columns) {
    return avg(columns);
  }

  /** Smallest values of these columns, of all numeric ones when none is given. */
  public DataFrame min(String... columns) {
    return aggregateEach("min", columns);
  }

  /** Largest values of these columns, of all numeric ones when none is given. */
  public DataFrame max(String... columns) {
    return aggregateEach("max", columns);
  }

  /**
   * Turns the values of a column into columns. Which values there are is found out by running a
   * query at once; giving them is faster.
   *
   * @throws SampoException when there are more than 10,000 of them
   */
  public GroupedData pivot(String column) {
    Column values = Column.named(column);
    var rows = input.select(values).distinct().orderBy(values).take(MAX_PIVOT_VALUES + 1);
    if (rows.size() > MAX_PIVOT_VALUES) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value",
              column,
              "parameter",
              "column",
              "details",
              "it has more than " + MAX_PIVOT_VALUES + " values to pivot on"));
    }
    var found = new ArrayList<@Nullable Object>();
    rows.forEach(row -> found.add(row.get(0)));
    return pivot(values, found);
  }

  /** Turns these values of a column into columns, in this order. */
  public GroupedData pivot(String column, Collection<? extends @Nullable Object> values) {
    return pivot(Column.named(column), values);
  }

  /** Turns these values of an expression into columns, in this order. */
  public GroupedData pivot(Column column, Collection<? extends @Nullable Object> values) {
    if (pivot.isPresent() || kind != Relation.GroupingKind.GROUP_BY) {
      throw SampoException.unsupported(
          "pivot after pivot, rollup or cube", "Pivot once, after groupBy.", null);
    }
    var text = input.context().valueText();
    var columns = new ArrayList<Column>();
    for (Object value : values) {
      columns.add(Column.literal(value).as(value == null ? "null" : text.text(value)));
    }
    return new GroupedData(input, kind, groupings, Optional.of(new Pivot(column, columns)));
  }

  private DataFrame aggregateEach(String function, String... columns) {
    List<String> names = columns.length > 0 ? Arrays.asList(columns) : numericColumns();
    return aggregate(
        names.stream().map(name -> Column.call(function, Column.named(name))).toList());
  }

  private List<String> numericColumns() {
    var grouped = groupings.stream().map(Column::toString).toList();
    return input.schema().fields().stream()
        .filter(field -> field.type().isNumeric())
        .map(StructField::name)
        .filter(name -> grouped.stream().noneMatch(name::equalsIgnoreCase))
        .map(DataFrame::quoted)
        .toList();
  }

  private DataFrame aggregate(List<Column> aggregates) {
    var engine = input.context().engine();
    var output = Column.expressions(groupings, engine);
    var keys = output.stream().map(GroupedData::withoutAlias).toList();
    var computed = Column.expressions(aggregates, engine);
    Relation relation =
        pivot
            .<Relation>map(on ->
                new Relation.Pivot(
                    input.tagged(),
                    output,
                    on.column().expression(engine),
                    Column.expressions(on.values(), engine).stream()
                        .map(Expression.Alias.class::cast)
                        .toList(),
                    computed,
                    Origin.NONE))
            .orElseGet(() -> {
              var all = new ArrayList<>(output);
              all.addAll(computed);
              return new Relation.Aggregate(
                  input.tagged(), kind, keys, List.of(), all, Optional.empty(), false, Origin.NONE);
            });
    return input.context().dataFrame(relation);
  }

  private static Expression withoutAlias(Expression expression) {
    return expression instanceof Expression.Alias alias ? alias.child() : expression;
  }

  private static String sqlName(String function) {
    return switch (function.toLowerCase(Locale.ROOT)) {
      case "average" -> "avg";
      case String name -> name;
    };
  }
}
