package io.sampo.plan.function.kernel;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Types as text: {@code STRUCT<a: INT, b: ARRAY<STRING>>}, and fields as a table declares them,
 * {@code a INT, b ARRAY<STRING>}. Names may stand in backquotes.
 */
public final class SchemaText {
  private static final int MOST_KEPT = 256;
  private static final Map<String, DataType> KEPT = new ConcurrentHashMap<>();

  private static final Map<String, DataType> PLAIN =
      Map.ofEntries(
          Map.entry("boolean", DataType.BOOLEAN),
          Map.entry("tinyint", DataType.BYTE),
          Map.entry("byte", DataType.BYTE),
          Map.entry("smallint", DataType.SHORT),
          Map.entry("short", DataType.SHORT),
          Map.entry("int", DataType.INTEGER),
          Map.entry("integer", DataType.INTEGER),
          Map.entry("bigint", DataType.LONG),
          Map.entry("long", DataType.LONG),
          Map.entry("float", DataType.FLOAT),
          Map.entry("real", DataType.FLOAT),
          Map.entry("double", DataType.DOUBLE),
          Map.entry("string", DataType.STRING),
          Map.entry("binary", DataType.BINARY),
          Map.entry("date", DataType.DATE),
          Map.entry("timestamp", DataType.TIMESTAMP),
          Map.entry("timestamp_ltz", DataType.TIMESTAMP),
          Map.entry("timestamp_ntz", DataType.TIMESTAMP_NTZ),
          Map.entry("void", DataType.NULL));

  private final String text;
  private int at;

  private SchemaText(String text) {
    this.text = text;
  }

  /**
   * The type, or a struct of the fields.
   *
   * @throws io.sampo.error.SampoException INVALID_ARGUMENT when it is neither
   */
  static DataType parse(String text) {
    DataType known = KEPT.get(text);
    if (known != null) {
      return known;
    }
    DataType parsed = parsed(text);
    if (KEPT.size() >= MOST_KEPT) {
      KEPT.clear();
    }
    KEPT.put(text, parsed);
    return parsed;
  }

  /** As {@link #parse}, for those who ask once. */
  public static DataType parsed(String text) {
    try {
      return new SchemaText(text).whole(false);
    } catch (IllegalArgumentException notOneType) {
      try {
        return new SchemaText(text).whole(true);
      } catch (IllegalArgumentException e) {
        throw KernelErrors.invalidArgument("schema", text, String.valueOf(e.getMessage()));
      }
    }
  }

  /** The text of a type, names in backquotes. */
  public static String write(DataType type) {
    return switch (type) {
      case StructType struct ->
          struct.fields().stream()
              .map(field -> "`" + field.name().replace("`", "``") + "`: " + write(field.type()))
              .collect(Collectors.joining(", ", "STRUCT<", ">"));
      case ArrayType array -> "ARRAY<" + write(array.elementType()) + ">";
      case MapType map -> "MAP<" + write(map.keyType()) + ", " + write(map.valueType()) + ">";
      default -> type.sql();
    };
  }

  private DataType whole(boolean asFields) {
    DataType type = asFields ? fields('\0') : type();
    blanks();
    if (at < text.length()) {
      throw new IllegalArgumentException("there is more behind character " + at);
    }
    return type;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean takes(char wanted) {
    blanks();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void require(char wanted) {
    if (!takes(wanted)) {
      throw new IllegalArgumentException(wanted + " is missing behind character " + at);
    }
  }

  private String word() {
    blanks();
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (from == at) {
      throw new IllegalArgumentException("a name is missing behind character " + at);
    }
    return text.substring(from, at);
  }

  private boolean takesWord(String wanted) {
    blanks();
    int end = at + wanted.length();
    boolean there =
        text.regionMatches(true, at, wanted, 0, wanted.length())
            && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    at = there ? end : at;
    return there;
  }

  private String name() {
    blanks();
    if (!takes('`')) {
      int from = at;
      while (at < text.length() && " \t\r\n:,<>".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (from == at) {
        throw new IllegalArgumentException("a name is missing behind character " + at);
      }
      return text.substring(from, at);
    }
    var name = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '`') {
        name.append(c);
      } else if (at < text.length() && text.charAt(at) == '`') {
        name.append('`');
        at++;
      } else {
        return name.toString();
      }
    }
    throw new IllegalArgumentException("a backquote is missing");
  }

  private StructType fields(char end) {
    var fields = new ArrayList<StructField>();
    if (end == '\0' || !takes(end)) {
      do {
        String name = name();
        takes(':');
        DataType type = type();
        boolean nullable = true;
        if (takesWord("NOT")) {
          nullable = !takesWord("NULL");
        }
        if (takesWord("COMMENT")) {
          comment();
        }
        fields.add(new StructField(name, type, nullable));
      } while (takes(','));
      if (end != '\0') {
        require(end);
      }
    }
    return new StructType(fields);
  }

  private void comment() {
    blanks();
    char quote = at < text.length() ? text.charAt(at) : '\0';
    int end = text.indexOf(quote, at + 1);
    if (quote != '\'' && quote != '"' || end < 0) {
      throw new IllegalArgumentException("a text is missing behind COMMENT");
    }
    at = end + 1;
  }

  private DataType type() {
    String name = word().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "array" -> {
        require('<');
        DataType element = type();
        require('>');
        yield new ArrayType(element, true);
      }
      case "map" -> {
        require('<');
        DataType key = type();
        require(',');
        DataType value = type();
        require('>');
        yield new MapType(key, value, true);
      }
      case "struct" -> {
        require('<');
        yield fields('>');
      }
      case "decimal", "dec", "numeric" -> decimal();
      case "interval" -> interval();
      default -> {
        DataType plain = PLAIN.get(name);
        if (plain == null) {
          throw new IllegalArgumentException("there is no type " + name);
        }
        yield plain;
      }
    };
  }

  private DataType decimal() {
    if (!takes('(')) {
      return new DecimalType(10, 0);
    }
    int precision = Integer.parseInt(word());
    int scale = takes(',') ? Integer.parseInt(word()) : 0;
    require(')');
    return new DecimalType(precision, scale);
  }

  private DataType interval() {
    if (takesWord("YEAR") || takesWord("MONTH")) {
      if (takesWord("TO")) {
        word();
      }
      return DataType.YEAR_MONTH_INTERVAL;
    }
    if (takesWord("DAY") || takesWord("HOUR") || takesWord("MINUTE") || takesWord("SECOND")) {
      if (takesWord("TO")) {
        word();
      }
      return DataType.DAY_TIME_INTERVAL;
    }
    return DataType.CALENDAR_INTERVAL;
  }
}
