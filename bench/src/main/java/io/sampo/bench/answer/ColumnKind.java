package io.sampo.bench.answer;

import java.util.Locale;

/** How the values of a column are compared. */
public enum ColumnKind {
  BOOLEAN,
  INTEGER,
  DECIMAL,
  DOUBLE,
  DATE,
  TIMESTAMP,
  STRING;

  /** The kind with the protocol's lower-case name. */
  public static ColumnKind named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The protocol's name of the kind. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean numeric() {
    return this == INTEGER || this == DECIMAL || this == DOUBLE;
  }
}
