/**
 * What {@code sampo demo} does: a file of sales that is always the same, and the story told over
 * it. Uses the public API as any program would. Used by the command alone.
 */
@NullMarked
package io.sampo.cli.demo;

import org.jspecify.annotations.NullMarked;
