package io.sampo.runtime.source.csv;

import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.TypeCandidates;
import io.sampo.runtime.source.text.Utf8Text;
import io.sampo.runtime.source.text.ValueParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from a file's beginning what the options leave open: the delimiter, the escape, the
 * newline and whether there is a header.
 */
final class CsvSniffer {
  private static final int[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int RECORDS = 256;

  private CsvSniffer() {}

  /**
   * The dialect of a file.
   *
   * @param expectedColumns the number of columns if it is known, else 0
   */
  static CsvDialect dialect(CsvSample sample, CsvOptions options, int expectedColumns) {
    CsvDialect dialect = options.dialect();
    if (options.sniffsNewline() && !sample.contains('\n') && sample.contains('\r')) {
      dialect = dialect.withNewline('\r');
    }
    if (options.sniffsDelimiter()) {
      dialect = dialect.withDelimiter(delimiter(sample, dialect, expectedColumns));
    }
    if (options.sniffsEscape() && dialect.hasEscape() && sample.contains(dialect.escape())) {
      CsvDialect doubling = dialect.withEscape(CsvDialect.NONE);
      dialect = irregular(sample, dialect) < irregular(sample, doubling) ? dialect : doubling;
    }
    return dialect;
  }

  private static int delimiter(CsvSample sample, CsvDialect dialect, int expectedColumns) {
    int best = dialect.delimiter();
    double bestScore = 0;
    for (int candidate : DELIMITERS) {
      if (candidate != dialect.quote() && candidate != dialect.comment()) {
        double score = score(sample, dialect.withDelimiter(candidate), expectedColumns);
        if (score > bestScore) {
          bestScore = score;
          best = candidate;
        }
      }
    }
    return best;
  }

  /**
   * How evenly the delimiter cuts the records into more than one field: the share of records with
   * the most frequent count, then that count.
   */
  private static double score(CsvSample sample, CsvDialect dialect, int expectedColumns) {
    Map<Integer, Integer> counts = new HashMap<>();
    int total = 0;
    try (var records = new SampleRecords(sample, dialect, sample.markLength())) {
      while (total < RECORDS && records.advance()) {
        counts.merge(records.fieldCount(), 1, Integer::sum);
        total++;
      }
    }
    double best = 0;
    for (var entry : counts.entrySet()) {
      if (entry.getKey() > 1) {
        double share = (double) entry.getValue() / total;
        double score =
            share + (1 - 1.0 / entry.getKey()) / 100 + (entry.getKey() == expectedColumns ? 1 : 0);
        best = Math.max(best, score);
      }
    }
    return best;
  }

  private static int irregular(CsvSample sample, CsvDialect dialect) {
    int total = 0;
    int usual = 0;
    try (var records = new SampleRecords(sample, dialect, sample.markLength())) {
      for (int record = 0; record < RECORDS && records.advance(); record++) {
        usual = record == 0 ? records.fieldCount() : usual;
        total += records.isIrregular() || records.fieldCount() != usual ? 1 : 0;
      }
    }
    return total;
  }

  /**
   * The offset of the first record, behind a byte-order mark, blank lines and comments; the
   * sample's end if there is none.
   */
  static int firstRecord(CsvSample sample, CsvDialect dialect) {
    try (var records = new SampleRecords(sample, dialect, sample.markLength())) {
      return records.advance() ? records.recordStart() : sample.limit();
    }
  }

  /** The offset behind the first record. */
  static int secondRecord(CsvSample sample, CsvDialect dialect) {
    try (var records = new SampleRecords(sample, dialect, sample.markLength())) {
      return records.advance() ? records.recordEnd() : sample.limit();
    }
  }

  /** The texts of the first record, with null for empty ones; no texts if there is no record. */
  static List<@Nullable String> firstTexts(
      CsvSample sample, CsvDialect dialect, CsvOptions options, BufferAllocator allocator) {
    var texts = new ArrayList<@Nullable String>();
    try (var arena = new TextArena(allocator);
        var records = new SampleRecords(sample, dialect, sample.markLength())) {
      var field = new FieldText(options.withDialect(dialect), arena);
      if (records.advance()) {
        for (int i = 0; i < records.fieldCount(); i++) {
          boolean present = field.read(records.fieldAddress(i), records.fieldLength(i));
          texts.add(present ? Utf8Text.text(field.address(), field.length()) : null);
        }
      }
    }
    return texts;
  }

  /**
   * Whether the first record names the columns: it does if it repeats the names of a known schema;
   * otherwise if all its texts are present, differ and are of no type, and some column below has a
   * type, or all of them look like names that do not come up again below.
   */
  static boolean hasHeader(
      CsvSample sample,
      CsvDialect dialect,
      CsvOptions options,
      @Nullable List<String> names,
      BufferAllocator allocator) {
    List<@Nullable String> first = firstTexts(sample, dialect, options, allocator);
    if (names != null && sameNames(first, names)) {
      return true;
    }
    var seen = new HashSet<String>();
    for (String text : first) {
      if (text == null || text.isBlank() || !seen.add(text.toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return !first.isEmpty() && differsFromRest(sample, dialect, options, first, allocator);
  }

  private static boolean sameNames(List<@Nullable String> texts, List<String> names) {
    if (texts.size() != names.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      String text = texts.get(i);
      if (text == null || !text.strip().equalsIgnoreCase(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean differsFromRest(
      CsvSample sample,
      CsvDialect dialect,
      CsvOptions options,
      List<@Nullable String> first,
      BufferAllocator allocator) {
    int columns = first.size();
    var rest = new ArrayList<TypeCandidates>();
    boolean repeated = false;
    int rows = 0;
    try (var arena = new TextArena(allocator);
        var records = new SampleRecords(sample, dialect, sample.markLength())) {
      var field = new FieldText(options.withDialect(dialect), arena);
      var parser = new ValueParser(options.forms());
      for (int i = 0; i < columns; i++) {
        rest.add(new TypeCandidates(parser));
      }
      while (rows <= RECORDS && records.advance()) {
        for (int i = 0; i < Math.min(columns, records.fieldCount()); i++) {
          if (field.read(records.fieldAddress(i), records.fieldLength(i)) && field.length() > 0) {
            if (rows == 0) {
              var own = new TypeCandidates(parser);
              own.add(field.address(), field.length());
              if (own.isTyped()) {
                return false;
              }
            } else {
              rest.get(i).add(field.address(), field.length());
              repeated |= Utf8Text.text(field.address(), field.length()).equals(first.get(i));
            }
          }
        }
        rows++;
      }
    }
    if (rows == 1) {
      return areNames(first);
    }
    return rest.stream().anyMatch(TypeCandidates::isTyped) || !repeated && areNames(first);
  }

  private static boolean areNames(List<@Nullable String> texts) {
    return texts.stream()
        .allMatch(text ->
            text != null
                && text.length() <= 64
                && text.matches("[\\p{L}_][\\p{L}\\p{N}_ .$#()/-]*"));
  }
}
