/**
 * Rows of computed relations that are kept for later queries: compressed blocks in memory and on
 * disk. The engine decides which relations these are, fills the tables and finds them again.
 */
@NullMarked
package io.sampo.runtime.cache;

import org.jspecify.annotations.NullMarked;
