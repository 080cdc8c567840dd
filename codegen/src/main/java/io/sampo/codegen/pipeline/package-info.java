/**
 * What generated classes extend: the buffers, tables and callbacks a flow works with at run time.
 */
@NullMarked
package io.sampo.codegen.pipeline;

import org.jspecify.annotations.NullMarked;
