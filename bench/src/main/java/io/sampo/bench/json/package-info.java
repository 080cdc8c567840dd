/**
 * Reading and writing of JSON for the runner protocol and the result files. Values are plain Java
 * objects; used by all other packages of the bench.
 */
@NullMarked
package io.sampo.bench.json;

import org.jspecify.annotations.NullMarked;
