/**
 * Answers and their comparison. Pure functions; the order of rows counts only as far as a question
 * decides it.
 */
@NullMarked
package io.sampo.bench.answer;

import org.jspecify.annotations.NullMarked;
