package io.sampo.plan.logical;

/** How a join treats rows without, and with several, partners. */
public enum JoinKind {
  INNER,
  LEFT_OUTER,
  RIGHT_OUTER,
  FULL_OUTER,
  /** Left rows that have a partner. */
  LEFT_SEMI,
  /** Left rows for which no partner makes the condition true. */
  LEFT_ANTI,
  /** NOT IN: as LEFT_ANTI, but a condition that is null for some pair drops the row too. */
  LEFT_ANTI_NULL_AWARE,
  /** As LEFT_OUTER, but a second partner is the error SCALAR_SUBQUERY_TOO_MANY_ROWS. */
  LEFT_SINGLE,
  /**
   * Every left row once, with a boolean column: whether a partner makes the condition true; null as
   * SQL's IN has it.
   */
  LEFT_MARK,
  /**
   * Right rows that have a partner: LEFT_SEMI turned round, for a hash table built of the side that
   * is kept. The optimizer makes these.
   */
  RIGHT_SEMI,
  /** Right rows for which no partner makes the condition true. */
  RIGHT_ANTI;

  /** Whether the left side's columns are part of the output. */
  public boolean yieldsLeft() {
    return this != RIGHT_SEMI && this != RIGHT_ANTI;
  }

  /** Whether the right side's columns are part of the output. */
  public boolean yieldsRight() {
    return switch (this) {
      case INNER, LEFT_OUTER, RIGHT_OUTER, FULL_OUTER, LEFT_SINGLE, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_MARK -> false;
    };
  }
}
