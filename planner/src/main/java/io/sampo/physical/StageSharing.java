package io.sampo.physical;

/** Which stages that would do the same are made once, so that several others read them. */
public enum StageSharing {
  NONE,
  /** Those that make groups. */
  GROUPS,
  ALL;

  boolean covers(Sink sink) {
    return switch (this) {
      case NONE -> false;
      case GROUPS -> sink instanceof Sink.Group;
      case ALL -> true;
    };
  }
}
