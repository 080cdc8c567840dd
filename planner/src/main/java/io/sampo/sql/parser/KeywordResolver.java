package io.sampo.sql.parser;

import static io.sampo.sql.parser.SqlGrammar.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Gives every word and parenthesis the token type that the grammar needs, by looking at its
 * neighbours.
 *
 * <p>Few words are reserved ({@link Keywords#isReserved}); the others are keywords only where they
 * act as such ({@link KeywordRules}), so that columns and functions may be called {@code left},
 * {@code date}, {@code end}, {@code order}, {@code values} and so on. The walk goes once from the
 * left. One instance resolves one text.
 */
final class KeywordResolver extends TokenNeighbours {
  private final boolean schema;
  private final Surroundings surroundings = new Surroundings();
  private final KeywordRules rules;
  private final TypeWords typeWords;

  /**
   * @param schema whether the text lists columns and their types, where almost no word is a keyword
   */
  KeywordResolver(List<SqlToken> tokens, boolean schema) {
    super(tokens);
    this.schema = schema;
    this.rules = new KeywordRules(tokens, surroundings, schema);
    this.typeWords = new TypeWords(tokens);
  }

  /** Settles all types, in place; may split a {@code >>} that closes two types. */
  void resolve() {
    pairParentheses();
    for (int i = tokens().size() - 1; i >= 0; i--) {
      if (type(i) == LPAREN && opensQuery(i)) {
        tokens().get(i).retype(QUERY_OPEN);
      }
    }
    int i = schema ? 0 : statementStart(0);
    while (i < tokens().size()) {
      i = type(i) == SEMICOLON ? statementStart(i + 1) : resolve(i);
    }
  }

  private void pairParentheses() {
    var open = new ArrayList<SqlToken>();
    for (int i = 0; i < tokens().size(); i++) {
      SqlToken token = tokens().get(i);
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
      SqlToken close = tokens().get(i + 1).partner();
      if (close == null) {
        return false;
      }
      int behind = close.getTokenIndex() + 1;
      return type(behind) == RPAREN
          || switch (word(behind)) {
            case "UNION",
                "INTERSECT",
                "EXCEPT",
                "MINUS",
                "ORDER",
                "SORT",
                "CLUSTER",
                "DISTRIBUTE",
                "LIMIT",
                "OFFSET" ->
                true;
            default -> false;
          };
    }
    return startsQuery(i + 1) && type(i + 2) != DOT;
  }

  // ---- the walk

  /** Settles the token and what belongs to it; gives the index to go on with. */
  private int resolve(int i) {
    SqlToken token = tokens().get(i);
    switch (token.getType()) {
      case LPAREN, QUERY_OPEN, LAMBDA_OPEN -> {
        surroundings.enter();
      }
      case RPAREN -> {
        surroundings.leave();
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
    if (surroundings.nesting().rows) {
      if (startsRow(i + 1)) {
        token.retype(VALUES_COMMA);
      } else {
        surroundings.nesting().rows = false;
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
        int end = typeWords.interval(i);
        if (end > i) {
          return end;
        }
      }
      case "ARRAY", "MAP", "STRUCT" -> {
        return typeWords.nestedType(i);
      }
      default -> {}
    }
    int keyword = Keywords.typeOf(token.word());
    if (keyword >= 0 && !isPlainName(token.word(), i) && rules.isKeyword(token.word(), i)) {
      token.retype(token.word().equals("EXCEPT") && exceptsColumns(i) ? STAR_EXCEPT : keyword);
    }
    follow(token);
    return i + 1;
  }

  /** Whether the place allows a name only. */
  private boolean isPlainName(String word, int i) {
    if (type(i - 1) == DOT
        && (!Keywords.isReserved(word) || tokens().get(i - 1).end() == tokens().get(i).start())) {
      return true;
    }
    if (type(i + 1) == DOT && !(word.equals("END") && surroundings.nesting().cases > 0)) {
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
      case CASE -> surroundings.nesting().cases++;
      case END -> surroundings.nesting().cases--;
      case BY -> surroundings.nesting().sorting = true;
      case SELECT, FROM, LIMIT, OFFSET, UNION, INTERSECT, EXCEPT ->
          surroundings.nesting().sorting = false;
      case VALUES -> surroundings.nesting().rows = true;
      case AS -> surroundings.nesting().rows = false;
      case IDENTIFIER -> {
        if (type(token.getTokenIndex() - 1) == RPAREN) {
          surroundings.nesting().rows = false;
        }
      }
      default -> {}
    }
  }

  // ---- commands

  /**
   * Settles the words that open a command, which are keywords only there; gives the index to go on
   * with.
   */
  private int statementStart(int i) {
    surroundings.restart();
    return command(i);
  }

  private int command(int i) {
    String word = word(i);
    switch (word) {
      case "EXPLAIN" -> {
        settle(i);
        boolean styled =
            isOneOf(word(i + 1), "EXTENDED", "CODEGEN", "COST", "FORMATTED", "ANALYZE");
        if (styled) {
          settle(i + 1);
        }
        return command(styled ? i + 2 : i + 1);
      }
      case "CREATE" -> {
        return head(
            i, "OR", "REPLACE", "GLOBAL", "TEMP", "TEMPORARY", "VIEW", "IF", "NOT", "EXISTS");
      }
      case "DROP" -> {
        return head(i, "VIEW", "IF", "EXISTS");
      }
      case "SHOW" -> {
        return head(i, "TABLES", "VIEWS", "USER", "SYSTEM", "ALL", "FUNCTIONS", "COLUMNS", "LIKE");
      }
      case "DESCRIBE", "DESC" -> {
        return isOneOf(word(i + 1), "FUNCTION")
            ? head(i, "FUNCTION", "EXTENDED")
            : head(i, "QUERY", "EXTENDED", "FORMATTED");
      }
      case "INSERT" -> {
        return head(i, "OVERWRITE", "LOCAL", "DIRECTORY");
      }
      case "CACHE" -> {
        return head(i, "LAZY", "TABLE");
      }
      case "UNCACHE" -> {
        return head(i, "TABLE", "IF", "EXISTS");
      }
      case "CLEAR" -> {
        return head(i, "CACHE");
      }
      case "REFRESH" -> {
        return head(i, "TABLE");
      }
      case "SET", "COPY", "ADD" -> {
        return head(i);
      }
      default -> {
        return i;
      }
    }
  }

  private int head(int i, String... words) {
    surroundings.command(word(i));
    settle(i);
    int at = i + 1;
    while (isOneOf(word(at), words)) {
      settle(at);
      at++;
    }
    return at;
  }

  private void settle(int i) {
    tokens().get(i).retype(Keywords.typeOf(word(i)));
  }
}
