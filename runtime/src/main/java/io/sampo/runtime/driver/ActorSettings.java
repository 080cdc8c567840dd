package io.sampo.runtime.driver;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;

/**
 * How the actor system of a session is set. One thread serves all actors, since they only pass
 * words; an application's own configuration files are not looked at. Nothing is logged: failures
 * travel to whoever waits for the query. The logger that is named is there from the first and is
 * silent; with none, another one would be started and waited for.
 */
final class ActorSettings {
  private static final String SETTINGS =
      """
      pekko {
        use-slf4j = off
        loggers = ["org.apache.pekko.event.Logging$StandardOutLogger"]
        loglevel = OFF
        stdout-loglevel = OFF
        log-dead-letters = off
        log-dead-letters-during-shutdown = off
        daemonic = on
        jvm-exit-on-fatal-error = off
        jvm-shutdown-hooks = off
        library-extensions = []
        coordinated-shutdown {
          run-by-jvm-shutdown-hook = off
          run-by-actor-system-terminate = off
        }
        scheduler.tick-duration = 50ms
        actor {
          internal-dispatcher = "pekko.actor.default-dispatcher"
          default-dispatcher {
            executor = "fork-join-executor"
            throughput = 64
            fork-join-executor {
              parallelism-min = 1
              parallelism-factor = 0.0
              parallelism-max = 1
            }
          }
        }
      }
      """;

  private ActorSettings() {}

  static Config config() {
    return ConfigFactory.parseString(
        SETTINGS, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF));
  }
}
