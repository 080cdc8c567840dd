/**
 * Values as bytes: plans, errors and messages between processes, with Kryo. Every class is
 * registered; the registrations derive from the sealed families and the records they are made of,
 * so that a new node needs no line here. Two processes understand each other when the fingerprints
 * of their registrations are equal.
 */
@NullMarked
package io.sampo.runtime.serde;

import org.jspecify.annotations.NullMarked;
