package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.error.Span;
import io.sampo.sql.parser.SqlToken;
import java.util.Objects;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** The text being lowered, to say where nodes stand. */
record Source(String sql) {
  Span span(ParserRuleContext context) {
    return span(context.getStart(), context.getStop());
  }

  Span span(Token first, Token last) {
    int start = ((SqlToken) first).start();
    int end = ((SqlToken) last).end();
    return new Span(sql, start, Math.max(start, end));
  }

  Span span(Token token) {
    return ((SqlToken) token).span();
  }

  Origin origin(ParserRuleContext context) {
    return Origin.of(span(context));
  }

  Origin origin(Token token) {
    return Origin.of(span(token));
  }

  /** From the start of the one to the end of the other. */
  Origin between(Origin first, Origin last) {
    Span start = Objects.requireNonNull(first.span());
    Span end = Objects.requireNonNull(last.span());
    return Origin.of(new Span(sql, start.start(), Math.max(start.start(), end.end())));
  }
}
