package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.function.SimilarNames;
import io.sampo.types.DataType;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The errors of names and types, with their places. */
final class AnalyzerErrors {
  private AnalyzerErrors() {}

  static SampoException unresolvedColumn(
      List<String> parts, Collection<String> known, Origin origin) {
    List<String> similar = SimilarNames.of(parts.getLast(), known);
    String hint;
    if (!similar.isEmpty()) {
      hint = didYouMean(similar);
    } else if (known.isEmpty()) {
      hint = "There are no columns here.";
    } else {
      hint = "The columns are: " + String.join(", ", known.stream().limit(20).toList()) + ".";
    }
    return new SampoException(
        ErrorCode.UNRESOLVED_COLUMN, Map.of("name", quoted(parts), "hint", hint), origin.span());
  }

  static SampoException ambiguous(
      List<String> parts, Collection<String> candidates, Origin origin) {
    return new SampoException(
        ErrorCode.AMBIGUOUS_REFERENCE,
        Map.of("name", quoted(parts), "candidates", String.join(", ", candidates)),
        origin.span());
  }

  static SampoException tableNotFound(List<String> parts, Collection<String> known, Origin origin) {
    List<String> similar = SimilarNames.of(parts.getLast(), known);
    String hint =
        similar.isEmpty()
            ? "Create it with CREATE TEMP VIEW or createOrReplaceTempView, or write a path such as parquet.`folder`."
            : didYouMean(similar);
    return new SampoException(
        ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
        Map.of("name", quoted(parts), "hint", hint),
        origin.span());
  }

  static SampoException unresolvedFunction(String name, List<String> similar, Origin origin) {
    String hint = similar.isEmpty() ? "SHOW FUNCTIONS lists what there is." : didYouMean(similar);
    return new SampoException(
        ErrorCode.UNRESOLVED_ROUTINE,
        Map.of("name", "`" + name + "`", "hint", hint),
        origin.span());
  }

  private static String didYouMean(List<String> similar) {
    List<String> names = similar.stream().map(name -> "`" + name + "`").toList();
    return "Did you mean " + String.join(" or ", names) + "?";
  }

  static SampoException mismatch(String expression, String details, Origin origin) {
    return new SampoException(
        ErrorCode.DATATYPE_MISMATCH,
        Map.of("expression", expression, "details", details),
        origin.span());
  }

  static SampoException notACondition(
      String clause, String expression, DataType actual, Origin origin) {
    return mismatch(expression, clause + " needs a BOOLEAN, but this is " + actual.sql(), origin);
  }

  static SampoException wrongPlace(String expression, String clause, String hint, Origin origin) {
    return new SampoException(
        ErrorCode.INVALID_EXPRESSION_PLACE,
        Map.of("expression", expression, "clause", clause, "hint", hint),
        origin.span());
  }

  static SampoException missingGrouping(String name, Origin origin) {
    return new SampoException(
        ErrorCode.MISSING_AGGREGATION, Map.of("name", "`" + name + "`"), origin.span());
  }

  static SampoException position(ErrorCode code, int index, int size, Origin origin) {
    return new SampoException(code, Map.of("index", index, "size", size), origin.span());
  }

  static SampoException notConstant(String function, String parameter, String type, Origin origin) {
    return new SampoException(
        ErrorCode.NON_FOLDABLE_ARGUMENT,
        Map.of("function", function, "parameter", parameter, "type", type),
        origin.span());
  }

  static SampoException columnCount(String operator, int first, int other, Origin origin) {
    return new SampoException(
        ErrorCode.NUM_COLUMNS_MISMATCH,
        Map.of("operator", operator, "first", first, "other", other),
        origin.span());
  }

  static SampoException subqueryColumns(int expected, int actual, Origin origin) {
    return new SampoException(
        ErrorCode.INVALID_SUBQUERY_COLUMNS,
        Map.of("expected", expected, "actual", actual),
        origin.span());
  }

  static String quoted(List<String> parts) {
    return "`" + String.join("`.`", parts) + "`";
  }
}
