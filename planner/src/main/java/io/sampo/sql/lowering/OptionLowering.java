package io.sampo.sql.lowering;

import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.spec.Statement.SaveMode;
import io.sampo.sql.parser.SqlGrammar.OptionContext;
import io.sampo.sql.parser.SqlGrammar.OptionKeyContext;
import io.sampo.sql.parser.SqlGrammar.OptionListContext;
import io.sampo.sql.parser.SqlGrammar.OptionValueContext;
import io.sampo.sql.parser.SyntaxErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lowers {@code (key value, key = value, ..)}. Keys are lower case; a key without a value is true.
 */
final class OptionLowering {
  private static final String DEFAULT_FORMAT = "parquet";

  private final Source source;

  OptionLowering(Source source) {
    this.source = source;
  }

  Map<String, String> options(@Nullable OptionListContext context) {
    var options = new LinkedHashMap<String, String>();
    if (context != null) {
      for (OptionContext option : context.option()) {
        if (option.optionValue() != null && option.optionValue().identifierList() != null) {
          throw SyntaxErrors.at(source.span(option.optionValue()), "This option takes one value.");
        }
        put(options, option);
      }
    }
    return options;
  }

  private void put(Map<String, String> options, OptionContext option) {
    if (options.put(key(option.optionKey()), value(option.optionValue())) != null) {
      throw SyntaxErrors.at(source.span(option.optionKey()), "This option is given twice.");
    }
  }

  private static String key(OptionKeyContext context) {
    String text =
        context.STRING() != null
            ? StringLiterals.value(context.STRING().getText())
            : String.join(".", context.identifier().stream().map(Names::text).toList());
    return text.toLowerCase(Locale.ROOT);
  }

  private static String value(@Nullable OptionValueContext context) {
    if (context == null) {
      return "true";
    }
    if (context.STRING() != null) {
      return StringLiterals.value(context.STRING().getText());
    }
    if (context.identifier() != null) {
      return Names.text(context.identifier());
    }
    return context.TRUE() != null || context.FALSE() != null
        ? context.getText().toLowerCase(Locale.ROOT)
        : context.getText();
  }

  /**
   * {@code COPY .. TO path (FORMAT f, MODE m, PARTITION_BY (a, b), ..)}; other options go to the
   * writer.
   */
  Statement copy(Relation relation, String path, @Nullable OptionListContext context) {
    List<String> partitionBy = List.of();
    var given = new HashMap<String, String>();
    if (context != null) {
      for (OptionContext option : context.option()) {
        if (key(option.optionKey()).equals("partition_by")) {
          partitionBy = columns(option);
        } else if (option.optionValue() != null && option.optionValue().identifierList() != null) {
          throw SyntaxErrors.at(
              source.span(option.optionValue()), "Only PARTITION_BY takes a list.");
        } else {
          put(given, option);
        }
      }
    }
    String format = given.remove("format");
    String mode = given.remove("mode");
    String overwrite = given.remove("overwrite");
    if (mode == null) {
      mode = Boolean.parseBoolean(overwrite) ? "overwrite" : "error";
    }
    return new Statement.Write(
        relation,
        format == null ? formatOf(path) : format.toLowerCase(Locale.ROOT),
        path,
        mode(mode, context),
        given,
        partitionBy);
  }

  private List<String> columns(OptionContext option) {
    OptionValueContext value = option.optionValue();
    if (value == null || (value.identifier() == null && value.identifierList() == null)) {
      throw SyntaxErrors.at(source.span(option), "Write PARTITION_BY (column, ..).");
    }
    return value.identifier() != null
        ? List.of(Names.text(value.identifier()))
        : new ArrayList<>(Names.list(value.identifierList()));
  }

  private SaveMode mode(String mode, @Nullable OptionListContext context) {
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "error", "errorifexists", "default" -> SaveMode.ERROR_IF_EXISTS;
      case "append" -> SaveMode.APPEND;
      case "overwrite" -> SaveMode.OVERWRITE;
      case "ignore" -> SaveMode.IGNORE;
      default ->
          throw SyntaxErrors.at(
              source.span(Objects.requireNonNull(context)),
              "MODE is one of error, append, overwrite and ignore.");
    };
  }

  /** The format that the path's extension names. */
  private static String formatOf(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return "csv";
    }
    return name.endsWith(".json") || name.endsWith(".jsonl") ? "json" : DEFAULT_FORMAT;
  }
}
