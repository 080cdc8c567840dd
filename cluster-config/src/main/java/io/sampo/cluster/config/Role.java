package io.sampo.cluster.config;

import java.util.Locale;

/** What a member does. */
public enum Role {
  /** Serves sessions and schedules; one of several is active. */
  DRIVER,
  /** Runs tasks and keeps blocks. */
  WORKER;

  /** As members call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
