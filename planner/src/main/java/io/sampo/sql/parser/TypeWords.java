package io.sampo.sql.parser;

import static io.sampo.sql.parser.SqlGrammar.*;

import java.util.List;

/**
 * Settles the tokens of interval literals and of types that take brackets, each of which is
 * recognised as a whole.
 */
final class TypeWords extends TokenNeighbours {
  TypeWords(List<SqlToken> tokens) {
    super(tokens);
  }

  /**
   * Settles an interval literal or type that starts here and gives the index behind it, or the same
   * index when none does.
   */
  int interval(int i) {
    if (type(i - 1) == DOT) {
      return i;
    }
    if (Keywords.isIntervalUnit(word(i + 1)) && typeMayStart(i)) {
      tokens().get(i).retype(INTERVAL_TYPE);
      tokens().get(i + 1).retype(INTERVAL_UNIT);
      return intervalRange(i + 2);
    }
    int at = intervalPart(i + 1, true);
    if (at == i + 1) {
      return i;
    }
    tokens().get(i).retype(INTERVAL);
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
      tokens().get(i).retype(INTERVAL_SIGN);
    }
    tokens().get(value).retype(INTERVAL_VALUE);
    if (!unit) {
      return value + 1;
    }
    tokens().get(value + 1).retype(INTERVAL_UNIT);
    return value + 2;
  }

  /** Settles {@code TO unit}. */
  private int intervalRange(int i) {
    if (word(i).equals("TO") && Keywords.isIntervalUnit(word(i + 1))) {
      tokens().get(i).retype(TO);
      tokens().get(i + 1).retype(INTERVAL_UNIT);
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

  /**
   * Settles the words and brackets of {@code ARRAY<..>}, {@code MAP<..>} or {@code STRUCT<..>} when
   * a type starts here.
   */
  int nestedType(int i) {
    if (!typeMayStart(i)) {
      return i + 1;
    }
    if (type(i + 1) == NOT_EQUAL && tokens().get(i).word().equals("STRUCT")) {
      tokens().get(i).retype(STRUCT);
      return i + 2;
    }
    if (type(i + 1) != LESS || typeEnd(i + 1) < 0) {
      return i + 1;
    }
    int end = typeEnd(i + 1);
    for (int k = i; k < end; k++) {
      SqlToken token = tokens().get(k);
      if (type(k) == SHIFT_RIGHT || type(k) == SHIFT_RIGHT_UNSIGNED) {
        end += split(k);
      } else if (isOneOf(token.word(), "ARRAY", "MAP") && type(k + 1) == LESS) {
        token.retype(Keywords.typeOf(token.word()));
      } else if (token.word().equals("STRUCT")
          && (type(k + 1) == LESS || type(k + 1) == NOT_EQUAL)) {
        token.retype(STRUCT);
      } else if (token.word().equals("NOT") || token.word().equals("NULL")) {
        token.retype(Keywords.typeOf(token.word()));
      } else if (token.word().equals("COMMENT") && type(k + 1) == STRING) {
        token.retype(COMMENT);
      } else if (token.word().equals("INTERVAL") && Keywords.isIntervalUnit(word(k + 1))) {
        token.retype(INTERVAL_TYPE);
        tokens().get(k + 1).retype(INTERVAL_UNIT);
        k = intervalRange(k + 2) - 1;
      }
    }
    return end;
  }

  /** The index behind the bracket that closes the one at {@code open}, or -1. */
  private int typeEnd(int open) {
    int depth = 0;
    for (int i = open; i < tokens().size(); i++) {
      switch (type(i)) {
        case LESS -> depth++;
        case GREATER -> depth--;
        case SHIFT_RIGHT -> depth -= 2;
        case SHIFT_RIGHT_UNSIGNED -> depth -= 3;
        case IDENTIFIER,
            QUOTED_IDENTIFIER,
            COLON,
            COMMA,
            LPAREN,
            RPAREN,
            INTEGER,
            STRING,
            NOT_EQUAL -> {}
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

  /**
   * Replaces {@code >>} or {@code >>>} by single brackets; gives how many tokens there are more.
   */
  private int split(int i) {
    SqlToken shift = tokens().remove(i);
    int count = shift.end() - shift.start();
    for (int k = 0; k < count; k++) {
      tokens().add(i + k, shift.part(GREATER, shift.start() + k, shift.start() + k + 1));
    }
    for (int k = i; k < tokens().size(); k++) {
      tokens().get(k).place(k);
    }
    return count - 1;
  }
}
