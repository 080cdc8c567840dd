package io.sampo.sql;

import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.spec.Expression;
import io.sampo.spec.Statement;
import io.sampo.spec.TextParser;
import io.sampo.sql.lowering.Lowering;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Locale;

/**
 * Parses Spark's SQL dialect. All methods throw {@link SampoException}, in general
 * PARSE_SYNTAX_ERROR, with the place and a hint, and are safe for use by many threads.
 */
public final class SqlParser {
  private SqlParser() {}

  /** The statements of the text, separated by semicolons; empty ones are left out. */
  public static List<Statement> parseStatements(String sql) {
    try {
      return new Lowering(sql).statements();
    } catch (StackOverflowError deep) {
      throw tooDeep(sql);
    }
  }

  /**
   * One expression, an {@link Expression.Alias} when it has a name, as {@code price * 2 AS
   * doubled}.
   */
  public static Expression parseExpression(String sql) {
    try {
      return new Lowering(sql).expression();
    } catch (StackOverflowError deep) {
      throw tooDeep(sql);
    }
  }

  /** A type such as {@code array<int>}. */
  public static DataType parseType(String sql) {
    try {
      return new Lowering(sql).type();
    } catch (StackOverflowError deep) {
      throw tooDeep(sql);
    }
  }

  /**
   * A list of columns such as {@code id INT NOT NULL, name: STRING}, or the text of a struct type.
   * Another single type gives one column called {@code value}.
   */
  public static StructType parseSchema(String sql) {
    if (isSingleType(sql)) {
      DataType type = parseType(sql);
      return type instanceof StructType struct
          ? struct
          : StructType.of(StructField.of("value", type));
    }
    try {
      return new Lowering(sql).schema();
    } catch (StackOverflowError deep) {
      throw tooDeep(sql);
    }
  }

  /** The parser for pieces of SQL in API calls. */
  public static TextParser textParser() {
    return new TextParser() {
      @Override
      public Expression parseExpression(String text) {
        return SqlParser.parseExpression(text);
      }

      @Override
      public DataType parseType(String text) {
        return SqlParser.parseType(text);
      }
    };
  }

  /**
   * Columns start with a name and then something else; a type is one word, or goes on with a
   * bracket.
   */
  private static boolean isSingleType(String sql) {
    String text = sql.strip().toLowerCase(Locale.ROOT);
    return text.matches("\\w+(\\s*\\([\\d,\\s]*\\))?|(array|map|struct)\\s*<.*") && !text.isEmpty();
  }

  private static SampoException tooDeep(String sql) {
    var start = new Span(sql, 0, Math.min(sql.length(), 1));
    return SyntaxErrors.at(start, "The text is nested too deeply: split it into parts.");
  }
}
