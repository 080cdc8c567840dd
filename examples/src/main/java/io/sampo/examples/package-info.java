/**
 * Small real programs. They compile against the API alone, as a user's program does, and find the
 * engine at run time.
 */
@NullMarked
package io.sampo.examples;

import org.jspecify.annotations.NullMarked;
