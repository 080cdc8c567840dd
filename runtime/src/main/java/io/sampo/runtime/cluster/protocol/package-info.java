/** What a driver is told of workers, version 1. Records that travel between processes. */
@NullMarked
package io.sampo.runtime.cluster.protocol;

import org.jspecify.annotations.NullMarked;
