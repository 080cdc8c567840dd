/**
 * What the writers of text formats share: a buffered output and the texts of values. Used by the
 * CSV and JSON writers.
 */
@NullMarked
package io.sampo.runtime.sink.text;

import org.jspecify.annotations.NullMarked;
