package io.sampo.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The three streams of a command and which of them are a terminal.
 *
 * @param in statements, or the keys of a shell
 * @param out results only; unbuffered, and its IOExceptions are seen
 * @param err everything else, in UTF-8 whatever the locale
 */
public record Streams(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean inTerminal,
    boolean outTerminal,
    boolean errTerminal) {
  /** What the launcher knows and Java does not tell: the numbers of the streams on a terminal. */
  private static final String TERMINALS_PROPERTY = "sampo.terminals";

  /** The streams of the process. */
  public static Streams ofProcess() {
    String terminals = System.getProperty(TERMINALS_PROPERTY, "");
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        terminals.contains("0"),
        terminals.contains("1"),
        terminals.contains("2"));
  }
}
