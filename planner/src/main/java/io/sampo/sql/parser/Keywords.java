package io.sampo.sql.parser;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The words that can be keywords, with their token types. */
final class Keywords {
  /**
   * Words that are keywords wherever they stand, but for names behind a point, before a point or
   * behind AS.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "ALL",
          "AND",
          "AS",
          "BETWEEN",
          "CASE",
          "DISTINCT",
          "EXCEPT",
          "FALSE",
          "FROM",
          "HAVING",
          "IN",
          "INTERSECT",
          "IS",
          "JOIN",
          "NOT",
          "NULL",
          "ON",
          "OR",
          "SELECT",
          "TRUE",
          "UNION",
          "WHERE",
          "WITH");

  private static final Set<String> INTERVAL_UNITS =
      Set.of(
          "YEAR",
          "YEARS",
          "QUARTER",
          "QUARTERS",
          "MONTH",
          "MONTHS",
          "WEEK",
          "WEEKS",
          "DAY",
          "DAYS",
          "HOUR",
          "HOURS",
          "MINUTE",
          "MINUTES",
          "SECOND",
          "SECONDS",
          "MILLISECOND",
          "MILLISECONDS",
          "MICROSECOND",
          "MICROSECONDS",
          "NANOSECOND",
          "NANOSECONDS");

  private static final Map<String, Integer> TYPES = types();

  private Keywords() {}

  private static Map<String, Integer> types() {
    var types = new HashMap<String, Integer>();
    for (int type = SqlGrammar.ALL; type <= SqlGrammar.VOCABULARY.getMaxTokenType(); type++) {
      types.put(SqlGrammar.VOCABULARY.getSymbolicName(type), type);
    }
    types.put("MINUS", types.remove("SETMINUS"));
    types.put("PERCENT", types.remove("PERCENT_OF"));
    types.put("REGEXP", SqlGrammar.RLIKE);
    types.put("SUBSTR", SqlGrammar.SUBSTRING);
    types.put("TEMP", SqlGrammar.TEMPORARY);
    return types;
  }

  /** The token type of a word in upper case, or -1 when it is never a keyword. */
  static int typeOf(String word) {
    Integer type = TYPES.get(word);
    return type == null ? -1 : type;
  }

  static boolean isReserved(String word) {
    return RESERVED.contains(word);
  }

  static boolean isIntervalUnit(String word) {
    return INTERVAL_UNITS.contains(word);
  }

  /** Whether tokens of this type are keywords. */
  static boolean isKeyword(int type) {
    return type >= SqlGrammar.ALL;
  }

  /** A keyword as it is written. */
  static String text(int type) {
    return switch (type) {
      case SqlGrammar.SETMINUS -> "MINUS";
      case SqlGrammar.PERCENT_OF -> "PERCENT";
      default -> SqlGrammar.VOCABULARY.getSymbolicName(type);
    };
  }
}
