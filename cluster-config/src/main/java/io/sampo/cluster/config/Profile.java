package io.sampo.cluster.config;

import java.util.Locale;

/** How the members of a cluster find each other. */
public enum Profile {
  /** All on this machine's loopback; members are told whom to join. */
  EMBEDDED,
  /** On several machines; members are told whom to join. */
  CLUSTER,
  /** Pods that find each other. */
  KUBERNETES;

  /** The name of its settings on the class path. */
  String resource() {
    return "sampo-" + name().toLowerCase(Locale.ROOT);
  }
}
