package io.sampo.error;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failed query, analysis or setting. {@link #getMessage()} holds the rendered text: condition,
 * message, place with a caret, hint. Immutable; may be thrown in one thread and rethrown in
 * another.
 */
public final class SampoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, String> parameters;
  private final transient @Nullable Span span;

  /**
   * @param code the condition
   * @param parameters the values for the template's marks
   * @param span where in the SQL text, or null when there is none
   * @param cause what went wrong below, or null
   */
  public SampoException(
      ErrorCode code, Map<String, ?> parameters, @Nullable Span span, @Nullable Throwable cause) {
    super(render(code, parameters, span), cause);
    this.code = code;
    var copy = new LinkedHashMap<String, String>();
    parameters.forEach((key, value) -> copy.put(key, String.valueOf(value)));
    this.parameters = copy;
    this.span = span;
  }

  public SampoException(ErrorCode code, Map<String, ?> parameters) {
    this(code, parameters, null, null);
  }

  public SampoException(ErrorCode code, Map<String, ?> parameters, @Nullable Span span) {
    this(code, parameters, span, null);
  }

  /** A feature that is missing, with what to do instead. */
  public static SampoException unsupported(String feature, String hint, @Nullable Span span) {
    return new SampoException(
        ErrorCode.UNSUPPORTED_FEATURE, Map.of("feature", feature, "hint", hint), span);
  }

  /** A fault of the engine itself. */
  public static SampoException internal(String details, @Nullable Throwable cause) {
    return new SampoException(ErrorCode.INTERNAL_ERROR, Map.of("details", details), null, cause);
  }

  public ErrorCode code() {
    return code;
  }

  public String sqlState() {
    return code.sqlState();
  }

  public Map<String, String> parameters() {
    return Map.copyOf(parameters);
  }

  public @Nullable Span span() {
    return span;
  }

  /** The same error with a place, unless it has one already. */
  public SampoException at(@Nullable Span place) {
    if (span != null || place == null) {
      return this;
    }
    var placed = new SampoException(code, parameters, place, getCause());
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  private static String render(ErrorCode code, Map<String, ?> parameters, @Nullable Span span) {
    var text = new StringBuilder();
    text.append('[')
        .append(code.name())
        .append("] ")
        .append(fill(code.messageTemplate(), parameters));
    text.append(" SQLSTATE: ").append(code.sqlState());
    if (span != null) {
      text.append('\n').append(SourceExcerpt.render(span));
    }
    String hint = fill(code.hintTemplate(), parameters);
    if (!hint.isBlank()) {
      text.append('\n').append("hint: ").append(hint);
    }
    return text.toString();
  }

  private static String fill(String template, Map<String, ?> parameters) {
    String text = template;
    for (var entry : parameters.entrySet()) {
      text = text.replace("<" + entry.getKey() + ">", String.valueOf(entry.getValue()));
    }
    return text;
  }
}
