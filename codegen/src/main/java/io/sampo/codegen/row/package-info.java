/**
 * Rows of fixed width off the heap: the form of hash tables' entries, groups and sorted rows. One
 * cache miss reaches every column of a row.
 */
@NullMarked
package io.sampo.codegen.row;

import org.jspecify.annotations.NullMarked;
