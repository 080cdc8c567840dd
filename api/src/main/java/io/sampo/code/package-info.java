/**
 * Functions that programs bring along, as data: what is evaluated, the classes it needs and the
 * jars of the session, so that all of it can go to other processes. {@link
 * io.sampo.code.CapturedCode} makes it of lambdas; the interfaces {@code UDF0} to {@code UDF5} are
 * what programs implement. Java's own serialization moves the lambdas, and nothing else.
 */
@NullMarked
package io.sampo.code;

import org.jspecify.annotations.NullMarked;
