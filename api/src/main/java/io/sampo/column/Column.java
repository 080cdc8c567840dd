package io.sampo.column;

import io.sampo.code.UserFunction;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.row.RowValues;
import io.sampo.spec.Expression;
import io.sampo.spec.SortKey;
import io.sampo.spec.TextParser;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression over the columns of a DataFrame: {@code col("price").multiply(2).gt(100)}.
 *
 * <p>Nothing is looked up or computed here; unknown names, wrong types and malformed SQL text are
 * reported by the DataFrame that uses the column. Parameters of type Object take a Column or a
 * plain value, which stands for the literal of its class (see {@link io.sampo.row.Row}). A
 * comparison or operation with NULL yields NULL unless said otherwise. Immutable and safe for use
 * by many threads.
 *
 * <p>Use {@link #equalTo} to compare values: {@code equals} compares the Java objects.
 */
public sealed class Column permits CaseColumn, OrderedColumn {
  private final String text;
  private final Function<TextParser, Expression> source;

  Column(String text, Function<TextParser, Expression> source) {
    this.text = text;
    this.source = source;
  }

  /** A column of a spec node. */
  public static Column of(String text, Expression expression) {
    return new Column(text, _ -> expression);
  }

  /**
   * A column by name: {@code a}, {@code t.a}, {@code struct.field}, {@code `odd name`}, {@code *},
   * {@code t.*}.
   */
  public static Column named(String name) {
    return of(name, ColumnName.reference(name));
  }

  /** A constant; a Column is passed through. */
  public static Column literal(@Nullable Object value) {
    if (value instanceof Column column) {
      return column;
    }
    DataType type = RowValues.typeOf(value);
    Object constant = RowValues.literal(value, type, true, "literal");
    String text =
        value instanceof String string
            ? "'" + string.replace("'", "\\'") + "'"
            : String.valueOf(value);
    return of(text, new Expression.Literal(constant, type, Origin.NONE));
  }

  /** An expression in SQL, parsed when a DataFrame takes it in. */
  public static Column sql(String expression) {
    return new Column(expression, parser -> parser.parseExpression(expression));
  }

  /** A call of a function by its SQL name. */
  public static Column call(String function, Column... arguments) {
    return call(function, List.of(arguments), false, false);
  }

  /**
   * A call of a function by its SQL name.
   *
   * @param distinct whether an aggregate sees each combination of arguments once
   * @param ignoreNulls whether functions such as {@code first} skip nulls
   */
  public static Column call(
      String function, List<Column> arguments, boolean distinct, boolean ignoreNulls) {
    var copy = List.copyOf(arguments);
    String text =
        copy.stream()
            .map(Column::toString)
            .collect(Collectors.joining(", ", function + (distinct ? "(DISTINCT " : "("), ")"));
    return new Column(
        text,
        parser ->
            new Expression.Call(
                function,
                expressions(copy, parser),
                distinct,
                Optional.empty(),
                ignoreNulls,
                Origin.NONE));
  }

  /**
   * The start of {@code CASE WHEN condition THEN value}, to be continued with {@link #when} and
   * {@link #otherwise}.
   */
  public static Column userCall(UserFunction function, Column... arguments) {
    var copy = List.of(arguments);
    String text =
        copy.stream()
            .map(Column::toString)
            .collect(Collectors.joining(", ", function.name() + "(", ")"));
    return new Column(
        text,
        parser ->
            new Expression.UserCall(
                function,
                copy.stream().map(column -> column.expression(parser)).toList(),
                Origin.NONE));
  }

  /** The start of {@code CASE WHEN condition THEN value}. */
  public static Column caseWhen(Column condition, @Nullable Object value) {
    return new CaseColumn(List.of(new CaseColumn.Branch(condition, literal(value))), null);
  }

  /** A function's parameter list and body: {@code x -> body}. */
  public static Column lambda(List<String> parameters, Column body) {
    return new Column(
        "(" + String.join(", ", parameters) + ") -> " + body,
        parser -> new Expression.Lambda(parameters, body.expression(parser), Origin.NONE));
  }

  /** The expressions of some columns. */
  public static List<Expression> expressions(Collection<Column> columns, TextParser parser) {
    return columns.stream().map(column -> column.expression(parser)).toList();
  }

  /**
   * The spec of this column.
   *
   * @param parser reads the parts that were given as SQL text
   * @throws SampoException when such a text is malformed, or when the column is an ordering, which
   *     is no value
   */
  public Expression expression(TextParser parser) {
    return source.apply(parser);
  }

  /** This column as a key of an ordering, ascending unless {@link #desc} was called. */
  public SortKey sortKey(TextParser parser) {
    return new SortKey(expression(parser), true, Optional.empty());
  }

  /** Sum; overflow of integers and decimals is an error. */
  public Column plus(@Nullable Object other) {
    return binary("+", other);
  }

  /** Difference; overflow of integers and decimals is an error. */
  public Column minus(@Nullable Object other) {
    return binary("-", other);
  }

  /** Product; overflow of integers and decimals is an error. */
  public Column multiply(@Nullable Object other) {
    return binary("*", other);
  }

  /** Quotient, a decimal for decimals and a double otherwise; division by zero is an error. */
  public Column divide(@Nullable Object other) {
    return binary("/", other);
  }

  /** Remainder with the sign of this column; division by zero is an error. */
  public Column mod(@Nullable Object other) {
    return binary("%", other);
  }

  public Column equalTo(@Nullable Object other) {
    return binary("=", other);
  }

  public Column notEqual(@Nullable Object other) {
    return binary("<>", other);
  }

  /** Equality in which two nulls are equal; never null. */
  public Column eqNullSafe(@Nullable Object other) {
    return binary("<=>", other);
  }

  public Column gt(@Nullable Object other) {
    return binary(">", other);
  }

  public Column geq(@Nullable Object other) {
    return binary(">=", other);
  }

  public Column lt(@Nullable Object other) {
    return binary("<", other);
  }

  public Column leq(@Nullable Object other) {
    return binary("<=", other);
  }

  public Column and(@Nullable Object other) {
    return binary("and", other);
  }

  public Column or(@Nullable Object other) {
    return binary("or", other);
  }

  public Column bitwiseAND(@Nullable Object other) {
    return binary("&", other);
  }

  public Column bitwiseOR(@Nullable Object other) {
    return binary("|", other);
  }

  public Column bitwiseXOR(@Nullable Object other) {
    return binary("^", other);
  }

  /** Whether the value is null; never null. */
  public Column isNull() {
    return operation("isnull", this, "(" + text + " IS NULL)");
  }

  /** Whether the value is not null; never null. */
  public Column isNotNull() {
    return operation("isnotnull", this, "(" + text + " IS NOT NULL)");
  }

  /** Whether the value is the floating point NaN; false for null. */
  public Column isNaN() {
    return call("isnan", this);
  }

  /** Between both bounds, themselves included. */
  public Column between(@Nullable Object lower, @Nullable Object upper) {
    return call("between", this, literal(lower), literal(upper));
  }

  /** Whether the value equals one of these; false for an empty list. */
  public Column isin(@Nullable Object... values) {
    return isInCollection(Arrays.asList(values));
  }

  /** Whether the value equals one of these; false for an empty list. */
  public Column isInCollection(Collection<? extends @Nullable Object> values) {
    if (values.isEmpty()) {
      return literal(false);
    }
    var arguments = new ArrayList<Column>();
    arguments.add(this);
    values.forEach(value -> arguments.add(literal(value)));
    return call("in", arguments, false, false);
  }

  /**
   * SQL's LIKE: {@code %} stands for any text, {@code _} for one character, a backslash escapes.
   */
  public Column like(String pattern) {
    return binary("like", pattern);
  }

  /** LIKE without regard to case. */
  public Column ilike(String pattern) {
    return binary("ilike", pattern);
  }

  /** Whether a part of the text matches the Java regular expression. */
  public Column rlike(String pattern) {
    return binary("rlike", pattern);
  }

  public Column contains(@Nullable Object other) {
    return call("contains", this, literal(other));
  }

  public Column startsWith(@Nullable Object other) {
    return call("startswith", this, literal(other));
  }

  public Column endsWith(@Nullable Object other) {
    return call("endswith", this, literal(other));
  }

  /**
   * A part of the text.
   *
   * @param start position counted from 1; negative counts from the end
   * @param length characters to take
   */
  public Column substr(@Nullable Object start, @Nullable Object length) {
    return call("substring", this, literal(start), literal(length));
  }

  /** A member of a struct. */
  public Column getField(String name) {
    return extract(name, text + "." + name);
  }

  /** An element of an array, counted from 0, or of a map by its key. */
  public Column getItem(@Nullable Object key) {
    return extract(key, text + "[" + key + "]");
  }

  private Column extract(@Nullable Object key, String shown) {
    Column keyColumn = literal(key);
    return new Column(
        shown,
        parser ->
            new Expression.Extract(expression(parser), keyColumn.expression(parser), Origin.NONE));
  }

  /** The value converted; a value that does not fit is an error of the query. */
  public Column cast(DataType type) {
    return convert(type.sql(), _ -> type, false);
  }

  /**
   * The value converted to a type by its SQL name, as {@code decimal(10,2)}; a value that does not
   * fit is an error of the query.
   */
  public Column cast(String type) {
    return convert(type, parser -> parser.parseType(type), false);
  }

  /** The value converted; null where a value does not fit. */
  public Column tryCast(DataType type) {
    return convert(type.sql(), _ -> type, true);
  }

  /** The value converted to a type by its SQL name; null where a value does not fit. */
  public Column tryCast(String type) {
    return convert(type, parser -> parser.parseType(type), true);
  }

  private Column convert(String shown, Function<TextParser, DataType> type, boolean lenient) {
    return new Column(
        (lenient ? "TRY_CAST(" : "CAST(") + text + " AS " + shown + ")",
        parser ->
            new Expression.Cast(expression(parser), type.apply(parser), lenient, Origin.NONE));
  }

  /** This column under a name. */
  public Column as(String name) {
    return new Column(
        text + " AS " + name,
        parser -> new Expression.Alias(expression(parser), name, Origin.NONE));
  }

  /** Same as {@link #as(String)}. */
  public Column alias(String name) {
    return as(name);
  }

  /** Same as {@link #as(String)}. */
  public Column name(String name) {
    return as(name);
  }

  /** The next branch of a CASE; only after {@code when} and before {@code otherwise}. */
  public Column when(Column condition, @Nullable Object value) {
    throw notAllowed("when");
  }

  /** The value of a CASE when no branch holds, null if not given; only after {@code when}, once. */
  public Column otherwise(@Nullable Object value) {
    throw notAllowed("otherwise");
  }

  static SampoException notAllowed(String method) {
    return new SampoException(ErrorCode.WHEN_NOT_ALLOWED, Map.of("method", method));
  }

  /** This call of an aggregate or window function, computed over a window for each row. */
  public Column over(WindowSpecification window) {
    return new Column(
        text + " OVER (" + window + ")",
        parser -> {
          if (expression(parser) instanceof Expression.Call function) {
            return new Expression.Windowed(function, window.spec(parser), Origin.NONE);
          }
          throw new SampoException(
              ErrorCode.UNSUPPORTED_EXPR_FOR_WINDOW, Map.of("expression", text));
        });
  }

  /** This call over all rows. */
  public Column over() {
    return over(WindowSpecification.EMPTY);
  }

  /** An ordering: small values first, nulls before them. */
  public Column asc() {
    return new OrderedColumn(this, true, Optional.empty());
  }

  public Column asc_nulls_first() {
    return new OrderedColumn(this, true, Optional.of(true));
  }

  public Column asc_nulls_last() {
    return new OrderedColumn(this, true, Optional.of(false));
  }

  /** An ordering: large values first, nulls after them. */
  public Column desc() {
    return new OrderedColumn(this, false, Optional.empty());
  }

  public Column desc_nulls_first() {
    return new OrderedColumn(this, false, Optional.of(true));
  }

  public Column desc_nulls_last() {
    return new OrderedColumn(this, false, Optional.of(false));
  }

  private Column binary(String operator, @Nullable Object other) {
    Column right = literal(other);
    return operation(operator, this, "(" + text + " " + operator + " " + right + ")", right);
  }

  private static Column operation(String function, Column first, String text, Column... others) {
    var arguments = new ArrayList<Column>();
    arguments.add(first);
    arguments.addAll(List.of(others));
    return new Column(
        text, parser -> Expression.Call.of(function, expressions(arguments, parser), Origin.NONE));
  }

  /** The expression as a person would write it, for messages; not necessarily valid SQL. */
  @Override
  public String toString() {
    return text;
  }
}
