package io.sampo.sql.parser;

import io.sampo.error.SampoException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what Spark parses and this grammar does not, so that it is refused by its name instead
 * of as a syntax error.
 */
final class UnsupportedSyntax {
  private static final String STATEMENT_HINT =
      "Sampo runs queries, EXPLAIN, CREATE VIEW, DROP VIEW, SET, SHOW, DESCRIBE, COPY .. TO and INSERT OVERWRITE DIRECTORY, CACHE TABLE and UNCACHE TABLE.";

  /** Words that start a statement of which no form is known. */
  private static final Set<String> STATEMENTS =
      Set.of(
          "ALTER",
          "ANALYZE",
          "BEGIN",
          "CALL",
          "COMMENT",
          "DECLARE",
          "DELETE",
          "EXECUTE",
          "EXPORT",
          "GRANT",
          "IMPORT",
          "LIST",
          "LOAD",
          "LOCK",
          "MERGE",
          "MSCK",
          "REDUCE",
          "REPAIR",
          "RESET",
          "REVOKE",
          "TRUNCATE",
          "UNLOCK",
          "UPDATE",
          "USE");

  /** Commands of which some forms are known, with the words that follow in the unknown ones. */
  private static final Map<String, Set<String>> FORMS =
      Map.of(
          "CREATE",
              Set.of(
                  "TABLE",
                  "EXTERNAL",
                  "DATABASE",
                  "SCHEMA",
                  "NAMESPACE",
                  "FUNCTION",
                  "VARIABLE",
                  "MATERIALIZED",
                  "STREAMING"),
          "DROP",
              Set.of(
                  "TABLE",
                  "DATABASE",
                  "SCHEMA",
                  "NAMESPACE",
                  "FUNCTION",
                  "VARIABLE",
                  "MATERIALIZED",
                  "TEMPORARY"),
          "SHOW",
              Set.of(
                  "CATALOGS",
                  "CREATE",
                  "CURRENT",
                  "DATABASES",
                  "FROM",
                  "IN",
                  "LIKE",
                  "LOCKS",
                  "NAMESPACES",
                  "PARTITIONS",
                  "PROCEDURES",
                  "SCHEMAS",
                  "TABLE",
                  "TBLPROPERTIES",
                  "TRANSACTIONS"),
          "DESCRIBE", Set.of("CATALOG", "DATABASE", "NAMESPACE", "PROCEDURE", "SCHEMA"),
          "DESC", Set.of("CATALOG", "DATABASE", "NAMESPACE", "PROCEDURE", "SCHEMA"),
          "INSERT", Set.of("INTO", "OVERWRITE", "TABLE"),
          "REFRESH", Set.of("FUNCTION"));

  private UnsupportedSyntax() {}

  /**
   * The refusal of the statement or clause that the token at the index belongs to, or null when it
   * is a plain mistake.
   */
  static @Nullable SampoException find(List<SqlToken> tokens, int index) {
    SampoException statement = statement(tokens, index);
    if (statement != null) {
      return statement;
    }
    for (int start = Math.max(0, index - 1); start <= index; start++) {
      SampoException clause = clause(tokens, start, start == index);
      if (clause != null) {
        return clause;
      }
    }
    return null;
  }

  private static @Nullable SampoException statement(List<SqlToken> tokens, int index) {
    int start = index;
    while (start > 0 && tokens.get(start - 1).getType() != SqlGrammar.SEMICOLON) {
      start--;
    }
    boolean explained = tokens.get(start).getType() == SqlGrammar.EXPLAIN && start < index;
    if (explained) {
      start++;
    }
    String first = tokens.get(start).word();
    if (explained && index == start && FORMS.containsKey(first)) {
      return refused("EXPLAIN " + first, "EXPLAIN takes a query.", tokens.get(start));
    }
    if (STATEMENTS.contains(first) && index == start) {
      return refused("The statement " + first, STATEMENT_HINT, tokens.get(start));
    }
    Set<String> forms = FORMS.get(first);
    if (forms == null || index > start + 3) {
      return null;
    }
    for (int i = start + 1; i <= index; i++) {
      if (forms.contains(tokens.get(i).word())) {
        return refused(
            "The statement " + words(tokens, start, i), STATEMENT_HINT, tokens.get(start));
      }
    }
    return null;
  }

  private static @Nullable SampoException clause(List<SqlToken> tokens, int i, boolean offending) {
    SqlToken token = tokens.get(i);
    String second = i + 1 < tokens.size() ? tokens.get(i + 1).word() : "";
    return switch (token.word()) {
      case "MATCH_RECOGNIZE" -> refused("MATCH_RECOGNIZE", "Use window functions.", token);
      case "COLLATE" ->
          refused("COLLATE", "Compare lower(..) of both sides to ignore case.", token);
      case "VERSION", "SYSTEM_VERSION", "TIMESTAMP", "SYSTEM_TIME" ->
          second.equals("AS") && !offending
              ? refused("Time travel", "Name the files of that version.", token)
              : null;
      case "TIME" ->
          !offending && tokens.get(i + 1).getType() == SqlGrammar.STRING
              ? refused("The type TIME", "Use TIMESTAMP or a number of seconds.", token)
              : null;
      case "FETCH" ->
          second.equals("FIRST") || second.equals("NEXT")
              ? refused("FETCH", "Use LIMIT n.", token)
              : null;
      case "TOP" ->
          !offending && tokens.get(i + 1).getType() == SqlGrammar.INTEGER
              ? refused("TOP", "Use LIMIT n at the end of the query.", token)
              : null;
      case "AT" ->
          second.equals("TIME")
              ? refused("AT TIME ZONE", "Use from_utc_timestamp or to_utc_timestamp.", token)
              : null;
      case "ASOF" ->
          second.equals("JOIN")
              ? refused("ASOF JOIN", "Use a window function over a union.", token)
              : null;
      case "BUCKET" ->
          i > 1 && tokens.get(i - 2).getType() == SqlGrammar.TABLESAMPLE
              ? refused("TABLESAMPLE with BUCKET", "Use PERCENT or ROWS.", token)
              : null;
      case "INTO" ->
          offending ? refused("SELECT INTO", "Use CREATE VIEW or COPY .. TO.", token) : null;
      default -> symbol(tokens, i, offending);
    };
  }

  private static @Nullable SampoException symbol(List<SqlToken> tokens, int i, boolean offending) {
    SqlToken token = tokens.get(i);
    if (!offending) {
      return null;
    }
    if (token.getType() == SqlGrammar.COLON && i > 0 && tokens.get(i - 1).end() == token.start()) {
      return refused("Access into a VARIANT with ':'", "Use get_json_object or from_json.", token);
    }
    boolean parameter =
        token.getType() == SqlGrammar.COLON
            && i + 1 < tokens.size()
            && tokens.get(i + 1).start() == token.end();
    if (parameter || token.getText().equals("?")) {
      return refused("A parameter marker", "Write the value into the text.", token);
    }
    if (token.getType() == SqlGrammar.FAT_ARROW) {
      return refused("A named argument", "Give the arguments in their order.", token);
    }
    if (token.getType() == SqlGrammar.BAR && tokens.get(i + 1).getType() == SqlGrammar.GREATER) {
      return refused(
          "The pipe |>", "Write a subquery or a common table expression for each step.", token);
    }
    return null;
  }

  private static SampoException refused(String feature, String hint, SqlToken token) {
    return SampoException.unsupported(feature, hint, token.span());
  }

  private static String words(List<SqlToken> tokens, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i <= to && !tokens.get(i).word().isEmpty(); i++) {
      text.append(text.isEmpty() ? "" : " ").append(tokens.get(i).word());
    }
    return text.toString();
  }
}
