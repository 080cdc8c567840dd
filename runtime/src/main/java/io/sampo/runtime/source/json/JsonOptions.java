package io.sampo.runtime.source.json;

import io.sampo.runtime.source.text.ParseMode;
import io.sampo.runtime.source.text.TextForms;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The options of a JSON reader, checked.
 *
 * @param multiLine whether a file is a sequence of values that may span lines
 * @param inferred whether the types come from a sample; then a value that does not fit is an error
 *     in every mode but DROPMALFORMED
 * @param sampleRecords how many records of each file are looked at to infer types, or -1 for all
 */
record JsonOptions(
    boolean multiLine,
    boolean inferred,
    ParseMode mode,
    String corruptColumn,
    Charset charset,
    boolean primitivesAsString,
    boolean prefersDecimal,
    boolean allowsComments,
    boolean allowsUnquotedNames,
    boolean allowsAnyEscape,
    int sampleRecords,
    TextForms forms) {
  private static final int DEFAULT_SAMPLE = 10_000;

  static JsonOptions of(Map<String, String> options) {
    var named = new HashMap<>(options);
    named.putIfAbsent("positiveinf", "INF");
    named.putIfAbsent("negativeinf", "-INF");
    return new JsonOptions(
        flag(options, "multiline"),
        flag(options, "inferschema"),
        ParseMode.of(options.getOrDefault("mode", "PERMISSIVE")),
        options.getOrDefault("columnnameofcorruptrecord", "_corrupt_record"),
        charset(options.getOrDefault("encoding", options.getOrDefault("charset", "UTF-8"))),
        flag(options, "primitivesasstring"),
        flag(options, "prefersdecimal"),
        flag(options, "allowcomments"),
        flag(options, "allowunquotedfieldnames"),
        flag(options, "allowbackslashescapinganycharacter"),
        sample(options),
        TextForms.of(named));
  }

  private static boolean flag(Map<String, String> options, String key) {
    String text = options.getOrDefault(key, "false");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw TextForms.invalid(key, text, "it must be true or false");
    };
  }

  private static int sample(Map<String, String> options) {
    String size = options.get("samplesize");
    String ratio = options.get("samplingratio");
    try {
      if (size != null) {
        return Integer.parseInt(size.strip());
      }
      return ratio != null && Double.parseDouble(ratio) >= 1 ? -1 : DEFAULT_SAMPLE;
    } catch (NumberFormatException e) {
      throw TextForms.invalid(
          "sampleSize", size == null ? String.valueOf(ratio) : size, "it is no number");
    }
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw TextForms.invalid("encoding", name, "it is no known character set");
    }
  }
}
