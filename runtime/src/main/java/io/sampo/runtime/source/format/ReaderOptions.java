package io.sampo.runtime.source.format;

import io.sampo.error.SampoException;
import io.sampo.plan.function.SimilarNames;
import io.sampo.runtime.source.text.TextForms;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options that readers know, and those of Spark's that they do not: an option that would change
 * the answer is honoured or refused, never passed over. A value that asks for what is done anyway
 * is welcome. Stateless.
 */
public final class ReaderOptions {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderOptions.class);

  /** What any value of an option is good for. */
  private static final List<String> ANY = List.of("*");

  private static final Map<String, Option> FILES =
      options(
          known("basePath", "pathGlobFilter", "recursiveFileLookup"),
          known("modifiedBefore", "modifiedAfter", "timeZone", "path"),
          only("ignoreCorruptFiles", "false"),
          only("ignoreMissingFiles", "false"),
          refused("badRecordsPath"));

  private static final Map<String, Option> TEXT =
      options(
          known("mode", "columnNameOfCorruptRecord", "encoding", "charset", "samplingRatio"),
          known("sampleSize", "dateFormat", "timestampFormat", "nanValue", "positiveInf"),
          known("negativeInf", "inferSchema", "compression", "codec"),
          only("locale", "en-us", "en_us", "en"),
          only("enableDateTimeParsingFallback", "false"),
          refused("timestampNTZFormat"),
          refused("singleVariantColumn"));

  private static final Map<String, Option> CSV =
      options(
          known("sep", "delimiter", "quote", "escape", "comment", "header", "nullValue"),
          known("emptyValue", "ignoreLeadingWhiteSpace", "ignoreTrailingWhiteSpace", "lineSep"),
          known("maxColumns", "maxCharsPerColumn", "multiLine", "columnPruning"),
          // What writers read.
          known("quoteAll", "escapeQuotes"),
          only("preferDate", "true"),
          only("enforceSchema", "true"),
          only("charToEscapeQuoteEscaping", "", "\0", "\\"),
          only("unescapedQuoteHandling", "stop_at_delimiter"));

  private static final Map<String, Option> JSON =
      options(
          known("multiLine", "primitivesAsString", "prefersDecimal", "allowComments"),
          known("allowUnquotedFieldNames", "allowBackslashEscapingAnyCharacter"),
          known("ignoreNullFields"),
          only("allowSingleQuotes", "true"),
          only("allowNumericLeadingZeros", "false"),
          only("allowUnquotedControlChars", "false"),
          only("allowNonNumericNumbers", "true"),
          only("dropFieldIfAllNull", "false"),
          only("lineSep", "\n", "\r\n", "\\n", "\\r\\n"));

  private static final Map<String, Option> PARQUET =
      options(
          known("compression", "inferSchema", "header", "row_group_size", "integer_encoding"),
          only("mergeSchema", "false"),
          only("datetimeRebaseMode", "corrected", "exception"),
          only("int96RebaseMode", "corrected", "exception"));

  /**
   * @param name as Spark spells it
   * @param allowed the values, in lower case, that change nothing; {@link #ANY} for options that
   *     are understood
   */
  private record Option(String name, List<String> allowed) {}

  private ReaderOptions() {}

  private static List<Option> known(String... names) {
    return List.of(names).stream().map(name -> new Option(name, ANY)).toList();
  }

  private static List<Option> only(String name, String... values) {
    return List.of(new Option(name, List.of(values)));
  }

  private static List<Option> refused(String name) {
    return List.of(new Option(name, List.of()));
  }

  @SafeVarargs
  private static Map<String, Option> options(List<Option>... groups) {
    var options = new HashMap<String, Option>();
    for (List<Option> group : groups) {
      group.forEach(option -> options.put(option.name().toLowerCase(Locale.ROOT), option));
    }
    return Map.copyOf(options);
  }

  /**
   * Checks the options of a reader. One that nobody knows is an error when it looks like a slip of
   * the pen, else it is logged.
   *
   * @param format csv, json or parquet
   * @param options keys in lower case
   * @throws SampoException UNSUPPORTED_FEATURE or INVALID_ARGUMENT, naming the option
   */
  public static void check(String format, Map<String, String> options) {
    Map<String, Option> all = of(format.toLowerCase(Locale.ROOT));
    options.forEach((key, value) -> {
      Option option = all.get(key);
      if (option == null) {
        unknown(format, key, value, all);
      } else if (option.allowed() != ANY
          && !option.allowed().contains(value.toLowerCase(Locale.ROOT))) {
        throw unsupported(format, option, value);
      }
    });
  }

  private static Map<String, Option> of(String format) {
    var all = new HashMap<>(FILES);
    switch (format) {
      case "csv" -> {
        all.putAll(TEXT);
        all.putAll(CSV);
      }
      case "json" -> {
        all.putAll(TEXT);
        all.putAll(JSON);
      }
      default -> all.putAll(PARQUET);
    }
    return all;
  }

  private static void unknown(String format, String key, String value, Map<String, Option> known) {
    List<String> similar = SimilarNames.of(key, known.values().stream().map(Option::name).toList());
    if (!similar.isEmpty()) {
      throw TextForms.invalid(
          key,
          value,
          "the " + format + " reader has no such option; there is " + similar.getFirst());
    }
    LOG.warn("the {} reader passes over the option {}", format, key);
  }

  private static SampoException unsupported(String format, Option option, String value) {
    String hint =
        option.name().equals("badRecordsPath")
            ? "Read with mode PERMISSIVE and a STRING column named _corrupt_record in the schema, and"
                + " write the rows where it is not null."
            : option.allowed().isEmpty()
                ? "Leave the option out."
                : "Leave the option out, or set it to " + option.allowed().getFirst() + ".";
    return SampoException.unsupported(
        "the option "
            + option.name()
            + " with the value '"
            + value
            + "' of the "
            + format
            + " reader",
        hint,
        null);
  }
}
