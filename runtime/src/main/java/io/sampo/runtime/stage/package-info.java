/**
 * The actor of one stage: asks for phases, keeps a bounded number of tasks on their way, and is the
 * supervisor that decides whether a failed task is tried again. Used by the query's actor alone.
 * {@link io.sampo.runtime.stage.DirectStage} does the same without an actor.
 */
@NullMarked
package io.sampo.runtime.stage;

import org.jspecify.annotations.NullMarked;
