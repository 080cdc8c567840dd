package io.sampo.sql.parser;

import static io.sampo.sql.parser.SqlGrammar.*;

import java.util.List;

/**
 * Where a word is a keyword. A word sees the settled types of what stands before it and the raw
 * words of what follows; most need no more than one neighbour.
 */
final class KeywordRules extends TokenNeighbours {
  private final Surroundings surroundings;
  private final boolean schema;

  /**
   * @param schema whether the text lists columns and their types, where almost no word is a keyword
   */
  KeywordRules(List<SqlToken> tokens, Surroundings surroundings, boolean schema) {
    super(tokens);
    this.surroundings = surroundings;
    this.schema = schema;
  }

  /** Whether the word at the index is a keyword there. */
  boolean isKeyword(String word, int i) {
    if (schema) {
      return (word.equals("NOT") && word(i + 1).equals("NULL"))
          || type(i - 1) == NOT
          || (word.equals("COMMENT") && type(i + 1) == STRING);
    }
    return Keywords.isReserved(word)
        || isKeywordOfRelation(word, word(i + 1), i)
        || isKeywordOfClause(word, word(i + 1), i)
        || isKeywordOfExpression(word, i)
        || isKeywordOfCall(word, word(i + 1), i);
  }

  private boolean isKeywordOfRelation(String word, String next, int i) {
    return switch (word) {
      case "ANTI", "SEMI", "INNER", "CROSS" -> next.equals("JOIN");
      case "OUTER" -> next.equals("JOIN") || (type(i - 1) == VIEW && type(i - 2) == LATERAL);
      case "VIEW" -> type(i - 1) == LATERAL;
      case "LEFT", "RIGHT", "FULL" -> isOneOf(next, "JOIN", "OUTER", "SEMI", "ANTI");
      case "NATURAL" -> isOneOf(next, "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "SEMI", "ANTI");
      case "LATERAL" -> lateral(i);
      case "USING" -> type(i + 1) == LPAREN || isOneOf(surroundings.command(), "CREATE", "INSERT");
      case "TABLESAMPLE", "PIVOT" -> operandEnds(i - 1) && type(i + 1) == LPAREN;
      case "UNPIVOT" ->
          operandEnds(i - 1) && (type(i + 1) == LPAREN || isOneOf(next, "INCLUDE", "EXCLUDE"));
      case "INCLUDE", "EXCLUDE" -> type(i - 1) == UNPIVOT;
      case "REPEATABLE" -> type(i - 1) == RPAREN && type(i + 1) == LPAREN;
      case "PERCENT", "ROWS" -> operandEnds(i - 1) && type(i + 1) == RPAREN;
      case "VALUES" -> startsRow(i + 1) && (type(i + 1) != MINUS || queryMayStart(i));
      case "TABLE" -> isName(i + 1) && queryMayStart(i);
      case "OPTIONS" ->
          type(i + 1) == LPAREN && isOneOf(surroundings.command(), "CACHE", "CREATE", "INSERT");
      case "TO" -> surroundings.command().equals("COPY") && type(i + 1) == STRING;
      default -> false;
    };
  }

  private boolean isKeywordOfClause(String word, String next, int i) {
    return switch (word) {
      case "GROUP" -> next.equals("BY") || type(i - 1) == WITHIN;
      case "ORDER", "SORT", "DISTRIBUTE", "CLUSTER", "PARTITION" -> next.equals("BY");
      case "BY" -> by(i);
      case "NAME" -> type(i - 1) == BY && isSetQuantifier(i - 2);
      case "GROUPING" -> next.equals("SETS");
      case "SETS" -> type(i - 1) == GROUPING;
      case "ROLLUP", "CUBE" -> type(i + 1) == LPAREN || type(i - 1) == WITH;
      case "WINDOW" -> word(i + 2).equals("AS") && type(i + 3) == LPAREN;
      case "LIMIT" -> clauseMayStart(i);
      case "OFFSET", "QUALIFY" -> clauseMayStart(i) && startsOperand(i + 1);
      case "MINUS" -> minus(i);
      case "RECURSIVE" -> type(i - 1) == WITH && isName(i + 1) && !next.equals("AS");
      case "MAX" -> next.equals("RECURSION");
      case "RECURSION" -> type(i - 1) == MAX;
      case "LEVEL" -> type(i - 1) == RECURSION;
      case "ASC", "DESC" -> surroundings.nesting().sorting && clauseMayStart(i);
      case "NULLS" ->
          isOneOf(next, "FIRST", "LAST")
              || switch (type(i - 1)) {
                case IGNORE, RESPECT, INCLUDE, EXCLUDE -> true;
                default -> false;
              };
      case "FIRST", "LAST" -> type(i - 1) == NULLS;
      default -> false;
    };
  }

  private boolean isKeywordOfExpression(String word, int i) {
    return switch (word) {
      case "LIKE", "ILIKE", "RLIKE", "REGEXP" ->
          operandEnds(i - 1) || (type(i - 1) == NOT && operandEnds(i - 2));
      case "DIV", "PLACING", "FOR" -> operandEnds(i - 1) && startsOperand(i + 1);
      case "ESCAPE" -> operandEnds(i - 1) && type(i + 1) == STRING;
      case "ANY", "SOME" -> quantifies(i);
      case "EXISTS" -> type(i + 1) == QUERY_OPEN;
      case "UNKNOWN" -> type(i - 1) == IS || (type(i - 1) == NOT && type(i - 2) == IS);
      case "WHEN", "THEN", "ELSE", "END" -> surroundings.nesting().cases > 0;
      case "CAST", "TRY_CAST", "EXTRACT", "TRIM", "SUBSTRING", "SUBSTR", "POSITION", "OVERLAY" ->
          type(i + 1) == LPAREN;
      case "BOTH", "LEADING", "TRAILING" -> type(i - 1) == LPAREN && type(i - 2) == TRIM;
      case "DATE", "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ" -> type(i + 1) == STRING;
      case "COMMENT" -> operandEnds(i - 1) && type(i + 1) == STRING;
      default -> false;
    };
  }

  /** Words of what may follow the arguments of a call. */
  private boolean isKeywordOfCall(String word, String next, int i) {
    return switch (word) {
      case "OVER" ->
          (type(i - 1) == RPAREN || type(i - 1) == NULLS)
              && (type(i + 1) == LPAREN || isName(i + 1));
      case "FILTER" ->
          type(i - 1) == RPAREN && type(i + 1) == LPAREN && word(i + 2).equals("WHERE");
      case "WITHIN" -> next.equals("GROUP");
      case "IGNORE", "RESPECT" -> next.equals("NULLS");
      case "ROWS", "RANGE" -> frame(next, i);
      case "UNBOUNDED" -> isOneOf(next, "PRECEDING", "FOLLOWING");
      case "CURRENT" -> next.equals("ROW");
      case "ROW" -> type(i - 1) == CURRENT;
      case "PRECEDING", "FOLLOWING" ->
          (operandEnds(i - 1) || type(i - 1) == UNBOUNDED)
              && (next.equals("AND") || type(i + 1) == RPAREN);
      default -> false;
    };
  }

  private boolean lateral(int i) {
    if (word(i + 1).equals("VIEW")) {
      return operandEnds(i - 1);
    }
    return type(i + 1) == QUERY_OPEN || (isName(i + 1) && type(i + 2) == LPAREN);
  }

  private boolean by(int i) {
    return switch (type(i - 1)) {
      case GROUP, ORDER, SORT, DISTRIBUTE, CLUSTER, PARTITION -> true;
      default -> isSetQuantifier(i - 1) && word(i + 1).equals("NAME");
    };
  }

  private boolean isSetQuantifier(int i) {
    return switch (type(i)) {
      case UNION, INTERSECT, EXCEPT, SETMINUS, ALL, DISTINCT -> true;
      default -> false;
    };
  }

  private boolean minus(int i) {
    if (!clauseMayStart(i)) {
      return false;
    }
    int start = isOneOf(word(i + 1), "ALL", "DISTINCT") ? i + 2 : i + 1;
    return type(start) == QUERY_OPEN || startsQuery(start);
  }

  private boolean quantifies(int i) {
    return switch (type(i - 1)) {
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, NULL_SAFE_EQUAL ->
          type(i + 1) == QUERY_OPEN;
      case LIKE, ILIKE -> type(i + 1) == LPAREN;
      default -> false;
    };
  }

  private boolean frame(String next, int i) {
    boolean boundFollows =
        isOneOf(next, "BETWEEN", "UNBOUNDED", "CURRENT", "INTERVAL")
            || switch (type(i + 1)) {
              case INTEGER, NUMBER, STRING, MINUS -> true;
              default -> false;
            };
    if (!boundFollows) {
      return false;
    }
    return switch (type(i - 1)) {
      case ASC, DESC, FIRST, LAST -> true;
      case LPAREN -> type(i - 2) == OVER || type(i - 2) == AS;
      default -> operandEnds(i - 1);
    };
  }

  /** Whether a query may start here: TABLE is a keyword in no other place. */
  private boolean queryMayStart(int i) {
    return i == 0
        || switch (type(i - 1)) {
          case SEMICOLON,
              QUERY_OPEN,
              AS,
              EXPLAIN,
              EXTENDED,
              CODEGEN,
              COST,
              FORMATTED,
              ANALYZE,
              DESCRIBE,
              DESC,
              QUERY,
              RPAREN ->
              true;
          default -> isSetQuantifier(i - 1);
        };
  }
}
