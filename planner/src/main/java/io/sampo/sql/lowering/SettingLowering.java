package io.sampo.sql.lowering;

import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.spec.Statement;
import io.sampo.sql.parser.SyntaxErrors;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lowers SET. What follows it is free text, as the values of settings are, so it is read from the
 * source.
 */
final class SettingLowering {
  private static final Pattern TIME_ZONE = Pattern.compile("(?is)TIME\\s+ZONE\\s+(.+)");
  private static final String TIME_ZONE_KEY = "spark.sql.session.timeZone";

  private SettingLowering() {}

  /**
   * @param whole the statement from SET on
   */
  static Statement setting(Span whole) {
    String text = whole.covered().substring("SET".length()).strip();
    if (text.isEmpty() || text.equals("-v")) {
      return new Statement.SetConfig(Optional.empty(), Optional.empty());
    }
    Matcher zone = TIME_ZONE.matcher(text);
    if (zone.matches()) {
      return timeZone(zone.group(1), whole);
    }
    int equal = text.indexOf('=');
    String key = unquoted((equal < 0 ? text : text.substring(0, equal)).strip());
    if (key.isEmpty() || key.chars().anyMatch(Character::isWhitespace)) {
      throw unsupportedSetting(key, whole);
    }
    Optional<String> value =
        equal < 0 ? Optional.empty() : Optional.of(unquoted(text.substring(equal + 1).strip()));
    return new Statement.SetConfig(Optional.of(key), value);
  }

  private static SampoException unsupportedSetting(String key, Span whole) {
    String first = key.isEmpty() ? "" : key.split("\\s+")[0].toUpperCase(Locale.ROOT);
    return switch (first) {
      case "VAR", "VARIABLE" ->
          SampoException.unsupported("SET VARIABLE", "Write the value into the query.", whole);
      case "CATALOG", "ROLE", "PATH" ->
          SampoException.unsupported("SET " + first, "Name tables by their files or views.", whole);
      default -> SyntaxErrors.at(whole, "Write SET key = value, SET key or SET.");
    };
  }

  private static Statement timeZone(String text, Span whole) {
    String zone = unquoted(text.strip());
    if (zone.equalsIgnoreCase("local")) {
      zone = ZoneId.systemDefault().getId();
    } else if (zone.toUpperCase(Locale.ROOT).startsWith("INTERVAL")) {
      throw SampoException.unsupported(
          "SET TIME ZONE INTERVAL", "Write the offset, such as SET TIME ZONE '+02:00'.", whole);
    }
    return new Statement.SetConfig(Optional.of(TIME_ZONE_KEY), Optional.of(zone));
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() >= 2
            && text.charAt(0) == text.charAt(text.length() - 1)
            && "'\"`".indexOf(text.charAt(0)) >= 0;
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
