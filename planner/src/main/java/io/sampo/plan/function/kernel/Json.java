package io.sampo.plan.function.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value and writes values. A value is a {@code Map} (members in their order, the
 * last of equal names), a {@code List}, a {@code String}, a {@code Boolean}, a {@link NumberText}
 * or null. As Spark has it, text may stand in single quotes, NaN and infinities are numbers, and
 * what follows the value does not matter.
 */
final class Json {
  private static final int MOST_NESTED = 500;

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /** A number as it is written. */
  record NumberText(String text) {
    boolean isWhole() {
      return text.matches("-?[0-9]+");
    }
  }

  /** The text is no JSON. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The value at the beginning of the text.
   *
   * @throws Malformed when there is none
   */
  static @Nullable Object parse(String text) {
    var json = new Json(text);
    json.blanks();
    return json.value();
  }

  private Malformed malformed(String wanted) {
    return new Malformed(wanted + " is missing at character " + (at + 1));
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n\uFEFF".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed("a value");
    }
    return text.charAt(at);
  }

  private @Nullable Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"', '\'' -> string();
      default -> word();
    };
  }

  private void enter() {
    at++;
    if (++depth > MOST_NESTED) {
      throw new Malformed("values are nested more than " + MOST_NESTED + " deep");
    }
    blanks();
  }

  private Map<String, @Nullable Object> object() {
    enter();
    var members = new LinkedHashMap<String, @Nullable Object>();
    if (!closes('}')) {
      do {
        blanks();
        char quote = peek();
        if (quote != '"' && quote != '\'') {
          throw malformed("a name");
        }
        String name = string();
        blanks();
        if (peek() != ':') {
          throw malformed("a colon");
        }
        at++;
        blanks();
        members.put(name, value());
        blanks();
      } while (goesOn('}'));
    }
    depth--;
    return members;
  }

  private List<@Nullable Object> array() {
    enter();
    var elements = new ArrayList<@Nullable Object>();
    if (!closes(']')) {
      do {
        blanks();
        elements.add(value());
        blanks();
      } while (goesOn(']'));
    }
    depth--;
    return elements;
  }

  private boolean closes(char end) {
    boolean closed = peek() == end;
    at += closed ? 1 : 0;
    return closed;
  }

  private boolean goesOn(char end) {
    char next = peek();
    if (next != ',' && next != end) {
      throw malformed("a comma or " + end);
    }
    at++;
    return next == ',';
  }

  private String string() {
    char quote = text.charAt(at++);
    var plain = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw malformed("a quote");
      }
      char c = text.charAt(at++);
      if (c == quote) {
        return plain.toString();
      }
      if (c < ' ') {
        throw malformed("an escape of a control character");
      }
      plain.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/', '\'' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        try {
          at += 4;
          yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
          throw new Malformed("four digits are missing behind \\u");
        }
      }
      default -> throw malformed("an escape");
    };
  }

  private @Nullable Object word() {
    int from = at;
    while (at < text.length() && ",]} \t\r\n:".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    return switch (word) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      case "NaN", "Infinity", "+Infinity", "-Infinity", "INF", "+INF", "-INF" ->
          new NumberText(word);
      default -> {
        if (!word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
          at = from;
          throw malformed("a value");
        }
        yield new NumberText(word);
      }
    };
  }

  /** The value without blanks. */
  static String write(@Nullable Object value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case Map<?, ?> members -> {
        String separator = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
          out.append(separator);
          quote((String) member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
      case List<?> elements -> {
        String separator = "[";
        for (Object element : elements) {
          out.append(separator);
          write(element, out);
          separator = ",";
        }
        out.append(elements.isEmpty() ? "[]" : "]");
      }
      case String plain -> quote(plain, out);
      case NumberText number -> out.append(number.text());
      case null -> out.append("null");
      default -> out.append(value);
    }
  }

  static void quote(String plain, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
