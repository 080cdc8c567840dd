/**
 * The seam between those who schedule (actors) and those who compute (operators): a query's stages
 * as work in phases of tasks. Knows neither Pekko nor operators.
 */
@NullMarked
package io.sampo.runtime.work;

import org.jspecify.annotations.NullMarked;
