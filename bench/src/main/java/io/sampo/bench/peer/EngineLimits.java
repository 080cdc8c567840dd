package io.sampo.bench.peer;

import java.util.Optional;

/**
 * What an engine may use.
 *
 * @param cores processors it is bound to and threads it is told to use
 * @param memory bytes it is told to stay within; engines without such a setting do not know it
 */
public record EngineLimits(int cores, Optional<Long> memory) {
  public EngineLimits {
    if (cores < 1) {
      throw new IllegalArgumentException("no core to run on");
    }
  }
}
