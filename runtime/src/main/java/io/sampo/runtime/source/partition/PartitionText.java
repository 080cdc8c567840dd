package io.sampo.runtime.source.partition;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.kernel.ValueText;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.types.DataType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Between values and the names of the folders that stand for them. */
public final class PartitionText {
  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";
  private static final String SPECIAL = "\"#%'*/:=?\\{[]^";
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
  private static final Pattern REAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?");

  private PartitionText() {}

  /** The name of the folder for a column's value, for example {@code day=2024-01-31}. */
  public static String folder(String column, @Nullable Object value, DataType type, ZoneId zone) {
    String text = value == null ? "" : ValueText.of(value, type, zone);
    return escaped(column) + "=" + (text.isEmpty() ? NULL : escaped(text));
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7F || SPECIAL.indexOf(c) >= 0) {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The text that was escaped; null for the mark of a null. */
  static @Nullable String unescaped(String name) {
    if (name.equals(NULL)) {
      return null;
    }
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); ) {
      boolean code =
          name.charAt(i) == '%'
              && i + 2 < name.length()
              && HexFormat.isHexDigit(name.charAt(i + 1))
              && HexFormat.isHexDigit(name.charAt(i + 2));
      if (code) {
        bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
        i += 3;
      } else {
        int point = name.codePointAt(i);
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(point);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The narrowest of INT, BIGINT, DOUBLE, DATE, TIMESTAMP and STRING that holds all texts. */
  static DataType typeOf(Collection<@Nullable String> texts, ZoneId zone) {
    var present = new ArrayList<String>();
    for (String text : texts) {
      if (text != null) {
        present.add(text);
      }
    }
    if (present.isEmpty()) {
      return DataType.STRING;
    }
    if (all(present, WHOLE)) {
      if (all(present, DataType.INTEGER, zone)) {
        return DataType.INTEGER;
      }
      if (all(present, DataType.LONG, zone)) {
        return DataType.LONG;
      }
    }
    if (all(present, REAL) && all(present, DataType.DOUBLE, zone)) {
      return DataType.DOUBLE;
    }
    if (all(present, DATE) && all(present, DataType.DATE, zone)) {
      return DataType.DATE;
    }
    return all(present, TIMESTAMP) && all(present, DataType.TIMESTAMP, zone)
        ? DataType.TIMESTAMP
        : DataType.STRING;
  }

  private static boolean all(List<String> texts, Pattern pattern) {
    return texts.stream().allMatch(text -> pattern.matcher(text).matches());
  }

  private static boolean all(List<String> texts, DataType type, ZoneId zone) {
    return texts.stream().allMatch(text -> value(text, type, zone) != null);
  }

  /** The value of the type, null for null and for what is no value of the type. */
  static @Nullable Object value(@Nullable String text, DataType type, ZoneId zone) {
    if (text == null || type.equals(DataType.STRING)) {
      return text;
    }
    return Interpreter.constant(
        new Cast(new Literal(text, DataType.STRING), type, true, Origin.NONE), zone);
  }
}
