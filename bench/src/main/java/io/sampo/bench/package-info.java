/**
 * Side-by-side benchmarks against other engines. Peers are started in processes of their own and
 * are named only here; results are printed and written, never asserted.
 */
@NullMarked
package io.sampo.bench;

import org.jspecify.annotations.NullMarked;
