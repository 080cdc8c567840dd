package io.sampo.plan.function.kernel;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Values that differ in every call. */
public final class RandomKernels {
  private RandomKernels() {}

  public static double rand() {
    return ThreadLocalRandom.current().nextDouble();
  }

  public static double randn() {
    return ThreadLocalRandom.current().nextGaussian();
  }

  public static String uuid() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
