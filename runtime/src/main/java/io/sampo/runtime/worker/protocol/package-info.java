/** What drivers and workers say to each other, version 1. Records that travel between processes. */
@NullMarked
package io.sampo.runtime.worker.protocol;

import org.jspecify.annotations.NullMarked;
