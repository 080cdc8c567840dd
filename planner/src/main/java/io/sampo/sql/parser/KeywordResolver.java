package io.sampo.sql.parser;

import static io.sampo.sql.parser.SqlGrammar.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.Token;

/**
 * Gives every word and parenthesis the token type that the grammar needs, by looking at its neighbours.
 *
 * <p>Few words are reserved ({@link Keywords#isReserved}); the others are keywords only where they act as such, so that columns
 * and functions may be called {@code left}, {@code date}, {@code end}, {@code order}, {@code values} and so on. The walk goes once from the
 * left; a word sees the settled types of what stands before it and the raw words of what follows. One instance resolves one text.
 */
final class KeywordResolver {
  private final List<SqlToken> tokens;
  private final Deque<Nesting> nestings = new ArrayDeque<>();
  private Nesting nesting = new Nesting();

  /** The first word of the statement when it is a command, else empty. */
  private String command = "";

  /** What is known about the current level of parentheses. */
  private static final class Nesting {
    /** How many CASE are open. */
    int cases;

    /** Whether the walk is in a list of sort keys, where ASC and DESC have their meaning. */
    boolean sorting;

    /** Whether the walk is in the rows of VALUES. */
    boolean rows;
  }

  KeywordResolver(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  /** Settles all types, in place; may split a {@code >>} that closes two types. */
  void resolve() {
    pairParentheses();
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (type(i) == LPAREN && opensQuery(i)) {
        tokens.get(i).retype(QUERY_OPEN);
      }
    }
    int i = statementStart(0);
    while (i < tokens.size()) {
      i = type(i) == SEMICOLON ? statementStart(i + 1) : resolve(i);
    }
  }

  private void pairParentheses() {
    var open = new ArrayList<SqlToken>();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (type(i) == LPAREN) {
        open.add(token);
      } else if (type(i) == RPAREN && !open.isEmpty()) {
        open.removeLast().pairWith(token);
        if (type(i + 1) == ARROW) {
          Objects.requireNonNull(token.partner()).retype(LAMBDA_OPEN);
        }
      } else if (type(i) == SEMICOLON) {
        open.clear();
      }
      token.place(i);
    }
  }

  /** Whether the parenthesis holds a query; those inside it are known already. */
  private boolean opensQuery(int i) {
    if (type(i + 1) == QUERY_OPEN) {
      SqlToken close = tokens.get(i + 1).partner();
      if (close == null) {
        return false;
      }
      int behind = close.getTokenIndex() + 1;
      return type(behind) == RPAREN
          || switch (word(behind)) {
            case "UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "SORT", "CLUSTER", "DISTRIBUTE", "LIMIT", "OFFSET" -> true;
            default -> false;
          };
    }
    return startsQuery(i + 1) && type(i + 2) != DOT;
  }

  private boolean startsQuery(int i) {
    return switch (word(i)) {
      case "SELECT", "WITH", "FROM" -> true;
      case "VALUES" -> startsRow(i + 1);
      case "TABLE" -> isName(i + 1);
      default -> false;
    };
  }

  private boolean startsRow(int i) {
    return switch (type(i)) {
      case LPAREN, STRING, BINARY, INTEGER, NUMBER, MINUS -> true;
      default ->
          switch (word(i)) {
            case "NULL", "TRUE", "FALSE", "CAST", "DATE", "TIMESTAMP", "INTERVAL" -> true;
            default -> false;
          };
    };
  }

  // ---- the walk

  /** Settles the token and what belongs to it; gives the index to go on with. */
  private int resolve(int i) {
    SqlToken token = tokens.get(i);
    switch (token.getType()) {
      case LPAREN, QUERY_OPEN, LAMBDA_OPEN -> {
        nestings.push(nesting);
        nesting = new Nesting();
      }
      case RPAREN -> {
        if (!nestings.isEmpty()) {
          nesting = nestings.pop();
        }
      }
      case COMMA -> comma(token, i);
      case IDENTIFIER -> {
        if (!token.word().isEmpty()) {
          return word(token, i);
        }
      }
      default -> {}
    }
    return i + 1;
  }

  private void comma(SqlToken token, int i) {
    if (nesting.rows) {
      if (startsRow(i + 1)) {
        token.retype(VALUES_COMMA);
      } else {
        nesting.rows = false;
      }
    }
  }

  private int word(SqlToken token, int i) {
    if (type(i + 1) == ARROW) {
      token.retype(LAMBDA_NAME);
      return i + 1;
    }
    switch (token.word()) {
      case "INTERVAL" -> {
        int end = interval(i);
        if (end > i) {
          return end;
        }
      }
      case "ARRAY", "MAP", "STRUCT" -> {
        return nestedType(i);
      }
      default -> {}
    }
    int keyword = Keywords.typeOf(token.word());
    if (keyword >= 0 && !isPlainName(token.word(), i) && isKeyword(token.word(), i)) {
      token.retype(token.word().equals("EXCEPT") && exceptsColumns(i) ? STAR_EXCEPT : keyword);
    }
    follow(token);
    return i + 1;
  }

  /** Whether the place allows a name only. */
  private boolean isPlainName(String word, int i) {
    if (type(i - 1) == DOT || (type(i + 1) == DOT && !(word.equals("END") && nesting.cases > 0))) {
      return true;
    }
    return type(i - 1) == AS && !startsQuery(i);
  }

  private boolean exceptsColumns(int i) {
    return (type(i - 1) == STAR || type(i - 1) == DOT_STAR) && type(i + 1) == LPAREN;
  }

  /** Takes note of what the settled word begins or ends. */
  private void follow(SqlToken token) {
    switch (token.getType()) {
      case CASE -> nesting.cases++;
      case END -> nesting.cases--;
      case BY -> nesting.sorting = true;
      case SELECT, FROM, LIMIT, OFFSET, UNION, INTERSECT, EXCEPT -> nesting.sorting = false;
      case VALUES -> nesting.rows = true;
      case AS -> nesting.rows = false;
      case IDENTIFIER -> {
        if (type(token.getTokenIndex() - 1) == RPAREN) {
          nesting.rows = false;
        }
      }
      default -> {}
    }
  }

  // ---- where a word is a keyword

  private boolean isKeyword(String word, int i) {
    if (Keywords.isReserved(word)) {
      return true;
    }
    String next = word(i + 1);
    return switch (word) {
      case "ANTI", "SEMI", "INNER", "CROSS", "OUTER" -> next.equals("JOIN");
      case "LEFT", "RIGHT", "FULL" -> isOneOf(next, "JOIN", "OUTER", "SEMI", "ANTI");
      case "NATURAL" -> isOneOf(next, "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "SEMI", "ANTI");
      case "LATERAL" -> lateral(i);
      case "USING" -> type(i + 1) == LPAREN || isOneOf(command, "CREATE", "INSERT");
      case "TABLESAMPLE", "PIVOT", "UNPIVOT" -> operandEnds(i - 1) && type(i + 1) == LPAREN;
      case "REPEATABLE" -> type(i - 1) == RPAREN && type(i + 1) == LPAREN;
      case "PERCENT" -> operandEnds(i - 1) && type(i + 1) == RPAREN;
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
      case "VALUES" -> startsRow(i + 1) && (type(i + 1) != MINUS || queryMayStart(i));
      case "TABLE" -> isName(i + 1) && queryMayStart(i);
      case "ASC", "DESC" -> nesting.sorting && clauseMayStart(i);
      case "NULLS" -> isOneOf(next, "FIRST", "LAST") || type(i - 1) == IGNORE || type(i - 1) == RESPECT;
      case "FIRST", "LAST" -> type(i - 1) == NULLS;
      case "OPTIONS" -> type(i + 1) == LPAREN && isOneOf(command, "CREATE", "INSERT");
      case "TO" -> command.equals("COPY") && type(i + 1) == STRING;
      default -> isKeywordInExpression(word, next, i);
    };
  }

  private boolean isKeywordInExpression(String word, String next, int i) {
    return switch (word) {
      case "LIKE", "ILIKE", "RLIKE", "REGEXP" -> operandEnds(i - 1) || (type(i - 1) == NOT && operandEnds(i - 2));
      case "DIV", "PLACING", "FOR" -> operandEnds(i - 1) && startsOperand(i + 1);
      case "ESCAPE" -> operandEnds(i - 1) && type(i + 1) == STRING;
      case "ANY", "SOME" -> quantifies(i);
      case "EXISTS" -> type(i + 1) == QUERY_OPEN;
      case "UNKNOWN" -> type(i - 1) == IS || (type(i - 1) == NOT && type(i - 2) == IS);
      case "WHEN", "THEN", "ELSE", "END" -> nesting.cases > 0;
      case "CAST", "TRY_CAST", "EXTRACT", "TRIM", "SUBSTRING", "SUBSTR", "POSITION", "OVERLAY" -> type(i + 1) == LPAREN;
      case "BOTH", "LEADING", "TRAILING" -> type(i - 1) == LPAREN && type(i - 2) == TRIM;
      case "DATE", "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ" -> type(i + 1) == STRING;
      case "OVER" -> (type(i - 1) == RPAREN || type(i - 1) == NULLS) && (type(i + 1) == LPAREN || isName(i + 1));
      case "FILTER" -> type(i - 1) == RPAREN && type(i + 1) == LPAREN && word(i + 2).equals("WHERE");
      case "WITHIN" -> next.equals("GROUP");
      case "IGNORE", "RESPECT" -> next.equals("NULLS");
      case "ROWS", "RANGE" -> frame(next, i) || (word.equals("ROWS") && operandEnds(i - 1) && type(i + 1) == RPAREN);
      case "UNBOUNDED" -> isOneOf(next, "PRECEDING", "FOLLOWING");
      case "CURRENT" -> next.equals("ROW");
      case "ROW" -> type(i - 1) == CURRENT;
      case "PRECEDING", "FOLLOWING" ->
          (operandEnds(i - 1) || type(i - 1) == UNBOUNDED) && (next.equals("AND") || type(i + 1) == RPAREN);
      case "COMMENT" -> operandEnds(i - 1) && type(i + 1) == STRING;
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
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, NULL_SAFE_EQUAL -> type(i + 1) == QUERY_OPEN;
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
          case SEMICOLON, QUERY_OPEN, AS, EXPLAIN, EXTENDED, CODEGEN, COST, FORMATTED, ANALYZE, DESCRIBE, DESC, QUERY, RPAREN -> true;
          default -> isSetQuantifier(i - 1);
        };
  }

  /** Whether the token before can end a clause. */
  private boolean clauseMayStart(int i) {
    return switch (type(i - 1)) {
      case ASC, DESC, FIRST, LAST, ALL, UNKNOWN -> true;
      default -> operandEnds(i - 1);
    };
  }

  private boolean operandEnds(int i) {
    return switch (type(i)) {
      case IDENTIFIER, QUOTED_IDENTIFIER, STRING, BINARY, INTEGER, NUMBER, RPAREN, RBRACKET, DOT_STAR, TRUE, FALSE, NULL, END,
          INTERVAL_VALUE, INTERVAL_UNIT ->
          true;
      default -> false;
    };
  }

  private boolean startsOperand(int i) {
    return switch (type(i)) {
      case QUOTED_IDENTIFIER, STRING, BINARY, INTEGER, NUMBER, LPAREN, QUERY_OPEN, MINUS, PLUS, TILDE, NOT -> true;
      case IDENTIFIER -> isName(i) || isOneOf(word(i), "NULL", "TRUE", "FALSE", "NOT", "CASE");
      default -> false;
    };
  }

  // ---- intervals and types

  /** Settles an interval literal or type that starts here and gives the index behind it, or the same index when none does. */
  private int interval(int i) {
    if (type(i - 1) == DOT) {
      return i;
    }
    if (Keywords.isIntervalUnit(word(i + 1)) && typeMayStart(i)) {
      tokens.get(i).retype(INTERVAL_TYPE);
      tokens.get(i + 1).retype(INTERVAL_UNIT);
      return intervalRange(i + 2);
    }
    int at = intervalPart(i + 1, true);
    if (at == i + 1) {
      return i;
    }
    tokens.get(i).retype(INTERVAL);
    int end = at;
    do {
      at = end;
      end = type(at - 1) == INTERVAL_UNIT ? intervalPart(at, false) : at;
    } while (end > at);
    return type(at - 1) == INTERVAL_UNIT ? intervalRange(at) : at;
  }

  /** Settles {@code [sign] value unit}; only the first part may lack the unit. */
  private int intervalPart(int i, boolean first) {
    boolean signed = type(i) == MINUS || type(i) == PLUS;
    int value = signed ? i + 1 : i;
    boolean unit = Keywords.isIntervalUnit(word(value + 1));
    switch (type(value)) {
      case INTEGER, NUMBER, STRING -> {
        if (!unit && !(first && !signed)) {
          return i;
        }
      }
      default -> {
        return i;
      }
    }
    if (signed) {
      tokens.get(i).retype(INTERVAL_SIGN);
    }
    tokens.get(value).retype(INTERVAL_VALUE);
    if (!unit) {
      return value + 1;
    }
    tokens.get(value + 1).retype(INTERVAL_UNIT);
    return value + 2;
  }

  /** Settles {@code TO unit}. */
  private int intervalRange(int i) {
    if (word(i).equals("TO") && Keywords.isIntervalUnit(word(i + 1))) {
      tokens.get(i).retype(TO);
      tokens.get(i + 1).retype(INTERVAL_UNIT);
      return i + 2;
    }
    return i;
  }

  private boolean typeMayStart(int i) {
    return i == 0
        || switch (type(i - 1)) {
          case AS, DOUBLE_COLON, COLON, LESS -> true;
          default -> type(i - 1) == IDENTIFIER || type(i - 1) == QUOTED_IDENTIFIER;
        };
  }

  /** Settles the words and brackets of {@code ARRAY<..>}, {@code MAP<..>} or {@code STRUCT<..>} when a type starts here. */
  private int nestedType(int i) {
    if (!typeMayStart(i)) {
      return i + 1;
    }
    if (type(i + 1) == NOT_EQUAL && tokens.get(i).word().equals("STRUCT")) {
      tokens.get(i).retype(STRUCT);
      return i + 2;
    }
    if (type(i + 1) != LESS || typeEnd(i + 1) < 0) {
      return i + 1;
    }
    int end = typeEnd(i + 1);
    for (int k = i; k < end; k++) {
      SqlToken token = tokens.get(k);
      if (type(k) == SHIFT_RIGHT || type(k) == SHIFT_RIGHT_UNSIGNED) {
        end += split(k);
      } else if (isOneOf(token.word(), "ARRAY", "MAP") && type(k + 1) == LESS) {
        token.retype(Keywords.typeOf(token.word()));
      } else if (token.word().equals("STRUCT") && (type(k + 1) == LESS || type(k + 1) == NOT_EQUAL)) {
        token.retype(STRUCT);
      } else if (token.word().equals("NOT") || token.word().equals("NULL")) {
        token.retype(Keywords.typeOf(token.word()));
      } else if (token.word().equals("COMMENT") && type(k + 1) == STRING) {
        token.retype(COMMENT);
      } else if (token.word().equals("INTERVAL") && Keywords.isIntervalUnit(word(k + 1))) {
        token.retype(INTERVAL_TYPE);
        tokens.get(k + 1).retype(INTERVAL_UNIT);
        k = intervalRange(k + 2) - 1;
      }
    }
    return end;
  }

  /** The index behind the bracket that closes the one at {@code open}, or -1. */
  private int typeEnd(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      switch (type(i)) {
        case LESS -> depth++;
        case GREATER -> depth--;
        case SHIFT_RIGHT -> depth -= 2;
        case SHIFT_RIGHT_UNSIGNED -> depth -= 3;
        case IDENTIFIER, QUOTED_IDENTIFIER, COLON, COMMA, LPAREN, RPAREN, INTEGER, STRING, NOT_EQUAL -> {}
        default -> {
          return -1;
        }
      }
      if (depth <= 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Replaces {@code >>} or {@code >>>} by single brackets; gives how many tokens there are more. */
  private int split(int i) {
    SqlToken shift = tokens.remove(i);
    int count = shift.end() - shift.start();
    for (int k = 0; k < count; k++) {
      tokens.add(i + k, shift.part(GREATER, shift.start() + k, shift.start() + k + 1));
    }
    for (int k = i; k < tokens.size(); k++) {
      tokens.get(k).place(k);
    }
    return count - 1;
  }

  // ---- commands

  /** Settles the words that open a command, which are keywords only there; gives the index to go on with. */
  private int statementStart(int i) {
    nestings.clear();
    nesting = new Nesting();
    command = "";
    return command(i);
  }

  private int command(int i) {
    String word = word(i);
    switch (word) {
      case "EXPLAIN" -> {
        settle(i);
        boolean styled = isOneOf(word(i + 1), "EXTENDED", "CODEGEN", "COST", "FORMATTED", "ANALYZE");
        if (styled) {
          settle(i + 1);
        }
        return command(styled ? i + 2 : i + 1);
      }
      case "CREATE" -> {
        return head(i, "OR", "REPLACE", "GLOBAL", "TEMP", "TEMPORARY", "VIEW", "IF", "NOT", "EXISTS");
      }
      case "DROP" -> {
        return head(i, "VIEW", "IF", "EXISTS");
      }
      case "SHOW" -> {
        return head(i, "TABLES", "VIEWS", "USER", "SYSTEM", "ALL", "FUNCTIONS", "LIKE");
      }
      case "DESCRIBE", "DESC" -> {
        return head(i, "QUERY", "EXTENDED", "FORMATTED");
      }
      case "INSERT" -> {
        return head(i, "OVERWRITE", "LOCAL", "DIRECTORY");
      }
      case "SET", "COPY" -> {
        return head(i);
      }
      default -> {
        return i;
      }
    }
  }

  private int head(int i, String... words) {
    command = word(i);
    settle(i);
    int at = i + 1;
    while (isOneOf(word(at), words)) {
      settle(at);
      at++;
    }
    return at;
  }

  private void settle(int i) {
    tokens.get(i).retype(Keywords.typeOf(word(i)));
  }

  // ---- neighbours

  /** The type of a token, EOF outside of the text. */
  private int type(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).getType() : Token.EOF;
  }

  private String word(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).word() : "";
  }

  /** Whether the token is a word or quoted name that is not reserved. */
  private boolean isName(int i) {
    return type(i) == QUOTED_IDENTIFIER || (!word(i).isEmpty() && !Keywords.isReserved(word(i)));
  }

  private static boolean isOneOf(String word, String... words) {
    for (String candidate : words) {
      if (candidate.equals(word)) {
        return true;
      }
    }
    return false;
  }
}
