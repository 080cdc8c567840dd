/**
 * What a member shows to machines that look after it: whether it is alive and ready, and its
 * figures for Prometheus, over HTTP.
 */
@NullMarked
package io.sampo.cluster.probe;

import org.jspecify.annotations.NullMarked;
