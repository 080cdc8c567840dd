/**
 * Hash tables off the heap for grouping and joining. Generated code walks their slots itself;
 * growing and inserting is done here.
 */
@NullMarked
package io.sampo.codegen.table;

import org.jspecify.annotations.NullMarked;
