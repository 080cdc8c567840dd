package io.sampo.sql.parser;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a walk over the tokens knows of the place it has reached: the kind of statement and the
 * levels of parentheses.
 */
final class Surroundings {
  private final Deque<Nesting> outer = new ArrayDeque<>();
  private Nesting nesting = new Nesting();
  private String command = "";

  /** What is known about one level of parentheses. */
  static final class Nesting {
    /** How many CASE are open. */
    int cases;

    /** Whether the walk is in a list of sort keys, where ASC and DESC have their meaning. */
    boolean sorting;

    /** Whether the walk is in the rows of VALUES. */
    boolean rows;
  }

  /** The level the walk is in. */
  Nesting nesting() {
    return nesting;
  }

  /** The first word of the statement when it is a command, else empty. */
  String command() {
    return command;
  }

  void command(String word) {
    command = word;
  }

  /** A parenthesis opens. */
  void enter() {
    outer.push(nesting);
    nesting = new Nesting();
  }

  /** A parenthesis closes; one too many has no effect. */
  void leave() {
    if (!outer.isEmpty()) {
      nesting = outer.pop();
    }
  }

  /** Another statement starts. */
  void restart() {
    outer.clear();
    nesting = new Nesting();
    command = "";
  }
}
