package io.sampo.sql.parser;

import io.sampo.error.Span;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the SQL text. Its type is settled by {@link KeywordResolver}; after that it does not
 * change.
 */
public final class SqlToken implements Token {
  private final String sql;
  private final int start;
  private final int end;
  private final String word;
  private int type;
  private int index;
  private @Nullable SqlToken partner;

  /**
   * @param word the token in upper case when it is an unquoted word, else empty
   */
  SqlToken(String sql, int type, int start, int end, String word) {
    this.sql = sql;
    this.type = type;
    this.start = start;
    this.end = end;
    this.word = word;
  }

  /** The word in upper case, or empty when this is not an unquoted word. */
  public String word() {
    return word;
  }

  /** Offset of the first character. */
  public int start() {
    return start;
  }

  /** Offset behind the last character. */
  public int end() {
    return end;
  }

  public Span span() {
    return new Span(sql, start, end);
  }

  /** The parenthesis that closes or opens what this one opens or closes, or null. */
  @Nullable SqlToken partner() {
    return partner;
  }

  void pairWith(SqlToken closing) {
    partner = closing;
    closing.partner = this;
  }

  /** A token for a part of this one's text. */
  SqlToken part(int partType, int partStart, int partEnd) {
    return new SqlToken(sql, partType, partStart, partEnd, "");
  }

  void retype(int newType) {
    type = newType;
  }

  void place(int newIndex) {
    index = newIndex;
  }

  @Override
  public int getType() {
    return type;
  }

  @Override
  public String getText() {
    return sql.substring(start, end);
  }

  @Override
  public int getLine() {
    return span().line();
  }

  @Override
  public int getCharPositionInLine() {
    return span().column() - 1;
  }

  @Override
  public int getChannel() {
    return Token.DEFAULT_CHANNEL;
  }

  @Override
  public int getTokenIndex() {
    return index;
  }

  @Override
  public int getStartIndex() {
    return start;
  }

  @Override
  public int getStopIndex() {
    return end - 1;
  }

  @Override
  public @Nullable TokenSource getTokenSource() {
    return null;
  }

  @Override
  public @Nullable CharStream getInputStream() {
    return null;
  }

  @Override
  public String toString() {
    return type == Token.EOF ? "end of input" : getText();
  }
}
