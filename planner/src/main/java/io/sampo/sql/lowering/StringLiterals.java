package io.sampo.sql.lowering;

import io.sampo.error.Span;
import io.sampo.sql.parser.SyntaxErrors;
import java.util.HexFormat;
import java.util.List;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads string and binary literals as they stand in the text, quotes included. */
final class StringLiterals {
  private static final int OCTAL_DIGITS = 3;

  private StringLiterals() {}

  /** The value of adjacent literals, which are one string. */
  static String concatenated(List<TerminalNode> literals) {
    if (literals.size() == 1) {
      return value(literals.getFirst().getText());
    }
    var text = new StringBuilder();
    for (TerminalNode literal : literals) {
      text.append(value(literal.getText()));
    }
    return text.toString();
  }

  /** The value of {@code 'text'}, {@code "text"} or {@code r'text'}. */
  static String value(String literal) {
    char first = literal.charAt(0);
    if (first == 'r' || first == 'R') {
      return literal.substring(2, literal.length() - 1);
    }
    String body = literal.substring(1, literal.length() - 1);
    if (body.indexOf('\\') < 0 && body.indexOf(first) < 0) {
      return body;
    }
    return unescape(body, first);
  }

  private static String unescape(String body, char quote) {
    var text = new StringBuilder(body.length());
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '\\' && at + 1 < body.length()) {
        at = escape(body, at + 1, text);
      } else {
        text.append(c);
        at += c == quote ? 2 : 1;
      }
    }
    return text.toString();
  }

  /** Appends what the escape means whose letter stands at {@code at}; gives the index behind it. */
  private static int escape(String body, int at, StringBuilder text) {
    char c = body.charAt(at);
    if (c == 'u' && isHex(body, at + 1, 4)) {
      text.append((char) Integer.parseInt(body, at + 1, at + 5, 16));
      return at + 5;
    }
    if (c == 'U' && isHex(body, at + 1, 8)) {
      long codePoint = Long.parseLong(body, at + 1, at + 9, 16);
      if (codePoint <= Character.MAX_CODE_POINT) {
        text.appendCodePoint((int) codePoint);
        return at + 9;
      }
    }
    if (isOctal(body, at)) {
      text.append((char) Integer.parseInt(body, at, at + OCTAL_DIGITS, 8));
      return at + OCTAL_DIGITS;
    }
    switch (c) {
      case '0' -> text.append('\0');
      case 'b' -> text.append('\b');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'Z' -> text.append('\u001a');
      // LIKE patterns need the backslash themselves.
      case '%', '_' -> text.append('\\').append(c);
      default -> text.append(c);
    }
    return at + 1;
  }

  private static boolean isHex(String body, int from, int digits) {
    if (from + digits > body.length()) {
      return false;
    }
    for (int i = from; i < from + digits; i++) {
      if (!HexFormat.isHexDigit(body.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOctal(String body, int from) {
    if (from + OCTAL_DIGITS > body.length() || body.charAt(from) > '1') {
      return false;
    }
    for (int i = from; i < from + OCTAL_DIGITS; i++) {
      if (body.charAt(i) < '0' || body.charAt(i) > '7') {
        return false;
      }
    }
    return true;
  }

  /** The bytes of {@code X'1F'}; an odd number of digits has a 0 in front. */
  static byte[] binary(String literal, Span span) {
    String digits = literal.substring(2, literal.length() - 1);
    if (!isHex(digits, 0, digits.length())) {
      throw SyntaxErrors.at(
          span, "A binary literal holds hexadecimal digits only, such as X'1F2A'.");
    }
    return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
  }
}
