package io.sampo.column;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads names as users write them: parts separated by dots, a part with odd characters in
 * backticks.
 */
public final class ColumnName {
  private ColumnName() {}

  /**
   * The parts of a name: {@code a.b} has two, {@code `a.b`} one; a doubled backtick inside of
   * backticks is a backtick.
   *
   * @throws SampoException when a part is empty or a backtick is not closed
   */
  public static List<String> parts(String name) {
    var parts = new ArrayList<String>();
    int position = 0;
    do {
      if (position < name.length() && name.charAt(position) == '`') {
        position = quotedPart(name, position + 1, parts);
      } else {
        int dot = name.indexOf('.', position);
        int end = dot < 0 ? name.length() : dot;
        String part = name.substring(position, end);
        if (part.isEmpty() || part.indexOf('`') >= 0) {
          throw malformed(name);
        }
        parts.add(part);
        position = end;
      }
      if (position < name.length() && name.charAt(position) != '.') {
        throw malformed(name);
      }
      position++;
    } while (position <= name.length());
    return parts;
  }

  /** The attribute of that name, or the star that {@code *} and {@code t.*} stand for. */
  static Expression reference(String name) {
    if (name.equals("*")) {
      return new Expression.Star(List.of(), List.of(), Origin.NONE);
    }
    if (name.endsWith(".*")) {
      return new Expression.Star(
          parts(name.substring(0, name.length() - 2)), List.of(), Origin.NONE);
    }
    return new Expression.Attribute(parts(name), Origin.NONE);
  }

  private static int quotedPart(String name, int start, List<String> parts) {
    var part = new StringBuilder();
    for (int i = start; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '`') {
        part.append(c);
      } else if (i + 1 < name.length() && name.charAt(i + 1) == '`') {
        part.append(c);
        i++;
      } else {
        parts.add(part.toString());
        return i + 1;
      }
    }
    throw malformed(name);
  }

  private static SampoException malformed(String name) {
    return new SampoException(ErrorCode.INVALID_ATTRIBUTE_NAME_SYNTAX, Map.of("name", name));
  }
}
