/**
 * Configuration of a Sampo cluster: roles, discovery and profiles. Used by the processes that join
 * or form a cluster; it knows the error and option types and nothing of plans.
 */
@NullMarked
package io.sampo.cluster.config;

import org.jspecify.annotations.NullMarked;
