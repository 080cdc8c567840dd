/**
 * Rules over expressions: the same value, cheaper or in a form that other rules and scans
 * understand. Each looks at one expression whose operands were looked at before.
 */
@NullMarked
package io.sampo.optimizer.simplification;

import org.jspecify.annotations.NullMarked;
