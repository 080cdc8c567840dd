package io.sampo.session;

import java.util.ArrayList;
import java.util.List;

/**
 * The open sessions of this process, oldest first. Safe for use by many threads; starting a session
 * holds the others up.
 */
final class SessionRegistry {
  private static final List<Session> OPEN = new ArrayList<>();

  private SessionRegistry() {}

  static synchronized Session getOrCreate(SessionBuilder builder) {
    for (Session session : OPEN.reversed()) {
      if (builder.wished(SessionBuilder.MASTER_KEY).map(session.master()::equals).orElse(true)
          && builder
              .wished(SessionBuilder.APP_NAME_KEY)
              .map(session.appName()::equals)
              .orElse(true)) {
        builder.applyTo(session);
        return session;
      }
    }
    return remember(builder.start());
  }

  static synchronized Session remember(Session session) {
    OPEN.add(session);
    return session;
  }

  static synchronized void forget(Session session) {
    OPEN.remove(session);
  }
}
