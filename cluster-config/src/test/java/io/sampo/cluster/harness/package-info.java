/**
 * Clusters of real processes for tests: started by the test's class path, killed, stopped and cut
 * off as a test wants, and always cleaned up. Everything is on loopback, on ports that the system
 * chooses, and everything that is waited for has an end.
 */
@NullMarked
package io.sampo.cluster.harness;

import org.jspecify.annotations.NullMarked;
