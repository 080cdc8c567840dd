/**
 * The actor of one attempt at one task: hands it to the compute threads and tells the stage how it
 * ended. Used by the stage's actor alone.
 */
@NullMarked
package io.sampo.runtime.task;

import org.jspecify.annotations.NullMarked;
