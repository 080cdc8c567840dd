package io.sampo.runtime.source.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180, one character at a time, with null for an empty unquoted field: what the reader is
 * compared with.
 */
final class ReferenceCsv {
  private ReferenceCsv() {}

  static List<List<@Nullable String>> parse(String text) {
    var records = new ArrayList<List<@Nullable String>>();
    int at = 0;
    while (at < text.length()) {
      var record = new ArrayList<@Nullable String>();
      boolean more = true;
      int start = at;
      while (more) {
        var field = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        if (quoted) {
          at++;
          while (text.charAt(at) != '"' || at + 1 < text.length() && text.charAt(at + 1) == '"') {
            at += text.charAt(at) == '"' ? 1 : 0;
            field.append(text.charAt(at++));
          }
          at++;
        }
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
          field.append(text.charAt(at++));
        }
        record.add(quoted || !field.isEmpty() ? field.toString() : null);
        more = at < text.length() && text.charAt(at) == ',';
        at += more ? 1 : 0;
      }
      boolean blank = text.substring(start, at).isBlank();
      at += at < text.length() && text.charAt(at) == '\r' ? 1 : 0;
      at += at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
      if (!blank) {
        records.add(record);
      }
    }
    return records;
  }
}
