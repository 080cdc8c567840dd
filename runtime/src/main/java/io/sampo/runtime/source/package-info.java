/**
 * Reading files: what a format must offer, which splits a scan has, and what a scan asks of a
 * format. Formats live in packages below this one.
 */
@NullMarked
package io.sampo.runtime.source;

import org.jspecify.annotations.NullMarked;
