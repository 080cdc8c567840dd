package io.sampo.sql.parser;

import java.util.List;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one text, the last of them the end of input, as the generated parser wants to read
 * them.
 */
final class SqlTokens implements TokenStream {
  private final String sql;
  private final List<SqlToken> tokens;
  private int position;

  SqlTokens(String sql, List<SqlToken> tokens) {
    this.sql = sql;
    this.tokens = tokens;
    for (int i = 0; i < tokens.size(); i++) {
      tokens.get(i).place(i);
    }
  }

  @Override
  public @Nullable SqlToken LT(int k) {
    int at = k > 0 ? position + k - 1 : position + k;
    if (k == 0 || at < 0) {
      return null;
    }
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  @Override
  public int LA(int k) {
    SqlToken token = LT(k);
    return token == null ? Token.INVALID_TYPE : token.getType();
  }

  @Override
  public SqlToken get(int index) {
    return tokens.get(index);
  }

  @Override
  public void consume() {
    if (position < tokens.size() - 1) {
      position++;
    }
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // Nothing was kept for the mark: all tokens stay in memory.
  }

  @Override
  public int index() {
    return position;
  }

  @Override
  public void seek(int index) {
    position = Math.min(index, tokens.size() - 1);
  }

  @Override
  public int size() {
    return tokens.size();
  }

  @Override
  public String getSourceName() {
    return "sql";
  }

  @Override
  public @Nullable TokenSource getTokenSource() {
    return null;
  }

  @Override
  public String getText() {
    return sql;
  }

  @Override
  public String getText(Interval interval) {
    return sql.substring(get(interval.a).start(), get(interval.b).end());
  }

  @Override
  public String getText(RuleContext context) {
    return getText(context.getSourceInterval());
  }

  @Override
  public String getText(Token first, Token last) {
    return sql.substring(first.getStartIndex(), last.getStopIndex() + 1);
  }
}
