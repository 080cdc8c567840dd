package io.sampo.sql.parser;

import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Parses text into the generated parser's contexts. Every failure is a syntax error with its place
 * and a hint.
 */
public final class SqlTreeParser {
  private SqlTreeParser() {}

  public static SqlGrammar.StatementsContext statements(String sql) {
    return (SqlGrammar.StatementsContext) parse(sql, SqlGrammar.RULE_statements);
  }

  public static SqlGrammar.SingleExpressionContext expression(String sql) {
    return (SqlGrammar.SingleExpressionContext) parse(sql, SqlGrammar.RULE_singleExpression);
  }

  /** A list of columns, or one type. */
  public static SqlGrammar.SingleSchemaContext schema(String sql) {
    return (SqlGrammar.SingleSchemaContext) parse(sql, SqlGrammar.RULE_singleSchema);
  }

  public static SqlGrammar.SingleTypeContext type(String sql) {
    return (SqlGrammar.SingleTypeContext) parse(sql, SqlGrammar.RULE_singleType);
  }

  private static Object parse(String sql, int rule) {
    List<SqlToken> tokens = new SqlScanner(sql).scan();
    boolean schema = rule == SqlGrammar.RULE_singleSchema || rule == SqlGrammar.RULE_singleType;
    new KeywordResolver(tokens, schema).resolve();
    var stream = new SqlTokens(sql, tokens);
    SqlGrammar parser = parser(stream);
    try {
      return run(parser, rule);
    } catch (ParseCancellationException failure) {
      throw new SyntaxDiagnosis(sql, tokens, rule, stream.index()).explain();
    }
  }

  static SqlGrammar parser(SqlTokens tokens) {
    var parser = new SqlGrammar(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    return parser;
  }

  static Object run(SqlGrammar parser, int rule) {
    return switch (rule) {
      case SqlGrammar.RULE_singleExpression -> parser.singleExpression();
      case SqlGrammar.RULE_singleSchema -> parser.singleSchema();
      case SqlGrammar.RULE_singleType -> parser.singleType();
      default -> parser.statements();
    };
  }
}
