/**
 * Pinned Python environments in the user's cache folder, made on first use. Nothing here knows an
 * engine.
 */
@NullMarked
package io.sampo.bench.python;

import org.jspecify.annotations.NullMarked;
