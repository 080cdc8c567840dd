/**
 * Running stages: flows as tasks, what their sinks keep, and how the parts of several tasks become
 * one. The Javadoc of {@link io.sampo.runtime.operator.StageRun} tells how they go together.
 */
@NullMarked
package io.sampo.runtime.operator;

import org.jspecify.annotations.NullMarked;
