package io.sampo.spec;

import io.sampo.code.UserFunction;
import io.sampo.error.Origin;
import io.sampo.types.DataType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An expression with unresolved names and no type. */
public sealed interface Expression {
  /** Where in the SQL text it stands, or {@link Origin#NONE}. */
  Origin origin();

  /** A column by its name, qualified or not: {@code a}, {@code t.a}, {@code t.struct.field}. */
  record Attribute(List<String> nameParts, Origin origin) implements Expression {
    public Attribute {
      nameParts = List.copyOf(nameParts);
    }
  }

  /**
   * A column of one particular input: of the output of the {@link Relation.Tagged} with the same
   * id, which must be among the node's inputs. How {@code left.col("id")} and {@code
   * right.col("id")} differ in a join's condition. The parts are read as {@link Attribute} reads
   * them.
   */
  record PlanColumn(List<String> nameParts, long planId, Origin origin) implements Expression {
    public PlanColumn {
      nameParts = List.copyOf(nameParts);
    }
  }

  /** All columns of the {@link Relation.Tagged} with this id. */
  record PlanStar(long planId, Origin origin) implements Expression {}

  /** A column of the child by position, counted from 0: used by typed front ends, never by SQL. */
  record Ordinal(int index, Origin origin) implements Expression {}

  /** All columns, or all of one relation when {@code target} is not empty. */
  record Star(List<String> target, List<String> except, Origin origin) implements Expression {
    public Star {
      target = List.copyOf(target);
      except = List.copyOf(except);
    }
  }

  /**
   * A constant. The value's class follows the type: Boolean, Byte, Short, Integer, Long, Float,
   * Double, BigDecimal, String, byte[], Integer days for DATE, Long microseconds for TIMESTAMP,
   * TIMESTAMP_NTZ and the day-time interval, Integer months for the year-month interval, {@link
   * io.sampo.types.CalendarInterval}, List for arrays, java.util.Map for maps, List for structs;
   * null for NULL.
   */
  record Literal(@Nullable Object value, DataType type, Origin origin) implements Expression {}

  /**
   * A function, operator or aggregate by name. Operators: {@code + - * / % div = <=> <> < <= > >=
   * and or not & | ^ ~ ||}, unary minus {@code negative}; predicates: {@code isnull isnotnull like
   * ilike rlike in between istrue isfalse}. {@code like} takes value, pattern and optionally the
   * escape; {@code in} takes the value and then the list; {@code between} value, low, high; a
   * negated form is wrapped in {@code not}. {@code extract} is {@code date_part(literal unit,
   * value)}. {@code count(*)} is {@code count} of the literal 1.
   *
   * @param name in lower case
   */
  record Call(
      String name,
      List<Expression> arguments,
      boolean distinct,
      Optional<Expression> filter,
      boolean ignoreNulls,
      Origin origin)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    public static Call of(String name, Expression... arguments) {
      return new Call(name, List.of(arguments), false, Optional.empty(), false, Origin.NONE);
    }

    public static Call of(String name, List<Expression> arguments, Origin origin) {
      return new Call(name, arguments, false, Optional.empty(), false, origin);
    }
  }

  /** A call of a function that the program brings along. */
  record UserCall(UserFunction function, List<Expression> arguments, Origin origin)
      implements Expression {
    public UserCall {
      arguments = List.copyOf(arguments);
    }
  }

  /** A name for an expression. */
  record Alias(Expression child, String name, Origin origin) implements Expression {}

  /** Names for the columns of a generator: {@code explode(map) AS (k, v)}. */
  record Aliases(Expression child, List<String> names, Origin origin) implements Expression {
    public Aliases {
      names = List.copyOf(names);
    }
  }

  /**
   * A conversion; with {@code lenient} (try_cast) a value that does not fit becomes null instead of
   * an error.
   */
  record Cast(Expression child, DataType type, boolean lenient, Origin origin)
      implements Expression {}

  /**
   * {@code CASE WHEN condition THEN value ... ELSE otherwise END}; the form with an operand is
   * lowered to equalities.
   */
  record CaseWhen(List<Branch> branches, Optional<Expression> otherwise, Origin origin)
      implements Expression {
    public CaseWhen {
      branches = List.copyOf(branches);
    }

    /** One {@code WHEN .. THEN ..}. */
    public record Branch(Expression condition, Expression value) {}
  }

  /** A member of a struct, an element of an array or map. */
  record Extract(Expression child, Expression key, Origin origin) implements Expression {}

  /** A subquery that yields one value. */
  record ScalarSubquery(Relation relation, Origin origin) implements Expression {}

  /** Whether a subquery yields any row. */
  record Exists(Relation relation, Origin origin) implements Expression {}

  /** {@code (values) IN (subquery)}. */
  record InSubquery(List<Expression> values, Relation relation, Origin origin)
      implements Expression {
    public InSubquery {
      values = List.copyOf(values);
    }
  }

  /** {@code value operator ANY|ALL (subquery)}, operator one of {@code = <> < <= > >=}. */
  record QuantifiedComparison(
      Expression value, String operator, boolean all, Relation relation, Origin origin)
      implements Expression {}

  /** A function over a window. */
  record Windowed(Call function, WindowSpec window, Origin origin) implements Expression {}

  /** {@code name -> body} or {@code (a, b) -> body}. */
  record Lambda(List<String> parameters, Expression body, Origin origin) implements Expression {
    public Lambda {
      parameters = List.copyOf(parameters);
    }
  }
}
