package io.sampo.spec;

/** How rows without a partner are treated. */
public enum JoinType {
  INNER,
  CROSS,
  LEFT_OUTER,
  RIGHT_OUTER,
  FULL_OUTER,
  LEFT_SEMI,
  LEFT_ANTI
}
