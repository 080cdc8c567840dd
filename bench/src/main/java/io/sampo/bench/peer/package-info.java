/**
 * Engines as processes that speak one line protocol, whatever language they are written in. One
 * thread talks to one process.
 */
@NullMarked
package io.sampo.bench.peer;

import org.jspecify.annotations.NullMarked;
