package io.sampo.cli.shell;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Tells the reader of lines when it may hand them over (a complete statement, a command, or nothing
 * at all) and which word the cursor is in.
 */
final class ShellParser implements Parser {
  private static final char COMMAND = '\\';

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !isComplete(line)) {
      throw new EOFError(-1, cursor, "the statement goes on");
    }
    int start = cursor;
    while (start > 0 && isWord(line.charAt(start - 1))) {
      start--;
    }
    return new Word(line, cursor, line.substring(start, cursor));
  }

  static boolean isComplete(String line) {
    String text = line.strip();
    return text.isEmpty()
        || text.charAt(0) == COMMAND
        || text.equalsIgnoreCase("exit")
        || text.equalsIgnoreCase("quit")
        || StatementEnd.isComplete(text);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == COMMAND;
  }

  @Override
  public boolean isEscapeChar(char ch) {
    return false;
  }

  /** The word before the cursor, which is taken and given back as it is: nothing is quoted. */
  private record Word(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }
}
