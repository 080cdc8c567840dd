package io.sampo.plan.function.kernel;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Values that differ in every call, or with the seed and the place of a row. */
public final class RandomKernels {
  private RandomKernels() {}

  public static double rand() {
    return ThreadLocalRandom.current().nextDouble();
  }

  public static double randn() {
    return ThreadLocalRandom.current().nextGaussian();
  }

  /** A double from 0 to below 1 for a seed and a place. */
  public static double seeded(long seed, int place) {
    return (mixed(seed, place, 0) >>> 11) * 0x1.0p-53;
  }

  /** A double of the standard normal distribution for a seed and a place. */
  public static double seededNormal(long seed, int place) {
    double radius = ((mixed(seed, place, 0) >>> 11) + 1) * 0x1.0p-53;
    double angle = (mixed(seed, place, 1) >>> 11) * 0x1.0p-53;
    return Math.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /** A number of the Poisson distribution for a seed and a place. */
  public static int seededPoisson(long seed, int place, double mean) {
    double limit = StrictMath.exp(-mean);
    double product = seeded(seed, place);
    int count = 0;
    while (product > limit) {
      count++;
      product *= (mixed(seed, place, count) >>> 11) * 0x1.0p-53;
    }
    return count;
  }

  /** SplitMix64 of a stream of its own for each seed and place. */
  private static long mixed(long seed, int place, int step) {
    long state = mixed(seed) + place * 0x9E3779B97F4A7C15L;
    return mixed(mixed(state) + step);
  }

  private static long mixed(long value) {
    long x = value + 0x9E3779B97F4A7C15L;
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return x ^ x >>> 31;
  }

  public static String uuid() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
