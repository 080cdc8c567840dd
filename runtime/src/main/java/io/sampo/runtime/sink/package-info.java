/**
 * Writing files: what a format's writer must offer. Writers live in packages below this one; who
 * decides on paths, staging and commit stands above.
 */
@NullMarked
package io.sampo.runtime.sink;

import org.jspecify.annotations.NullMarked;
