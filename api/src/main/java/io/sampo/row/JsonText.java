package io.sampo.row;

import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Rows and values as JSON. Nulls are kept; numbers that JSON lacks (NaN, infinities) are texts, as
 * are dates, intervals and, in ISO 8601 with the offset, timestamps; binaries are in base 64; a map
 * is an object whose keys are texts.
 *
 * @param zone where timestamps are shown
 */
public record JsonText(ZoneId zone) {
  private static final int FIRST_PRINTABLE = 0x20;

  /**
   * The row as an object of its fields.
   *
   * @param row with names, or else its fields are called {@code col1}, {@code col2}, ...
   */
  public String object(Row row) {
    StructType schema = row.schema();
    var joiner = new StringJoiner(",", "{", "}");
    for (int i = 0; i < row.size(); i++) {
      String name = schema == null ? "col" + (i + 1) : schema.fields().get(i).name();
      joiner.add(quoted(name) + ":" + value(row.get(i)));
    }
    return joiner.toString();
  }

  /** The text of a value of one of the classes that {@link Row} documents. */
  public String value(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean bool -> bool.toString();
      case Double number when !Double.isFinite(number) -> quoted(number.toString());
      case Float number when !Float.isFinite(number) -> quoted(number.toString());
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case byte[] bytes -> quoted(Base64.getEncoder().encodeToString(bytes));
      case Instant instant ->
          quoted(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone)));
      case LocalDateTime local -> quoted(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local));
      case Row row -> object(row);
      case Iterable<?> elements -> list(elements);
      case Map<?, ?> map -> map(map);
      default -> quoted(text(value));
    };
  }

  private String list(Iterable<?> elements) {
    var joiner = new StringJoiner(",", "[", "]");
    for (Object element : elements) {
      joiner.add(value(element));
    }
    return joiner.toString();
  }

  private String map(Map<?, ?> map) {
    var joiner = new StringJoiner(",", "{", "}");
    for (var entry : map.entrySet()) {
      joiner.add(quoted(text(entry.getKey())) + ":" + value(entry.getValue()));
    }
    return joiner.toString();
  }

  private String text(@Nullable Object value) {
    return new ValueText(zone, "null").text(value);
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < FIRST_PRINTABLE) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
