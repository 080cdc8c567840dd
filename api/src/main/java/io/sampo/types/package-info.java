/**
 * The data types of columns and expressions, with Spark's names and meanings.
 *
 * <p>Used by every module; depends on nothing but the JDK. All types are immutable records with
 * value equality and may be shared freely between threads.
 */
@NullMarked
package io.sampo.types;

import org.jspecify.annotations.NullMarked;
