/**
 * Files for what does not fit into memory: folders that are cleared when the process ends or, after
 * a crash, when the next one starts; spaces that are cleared when a query ends; files of frames,
 * and rows written to them.
 */
@NullMarked
package io.sampo.runtime.spill;

import org.jspecify.annotations.NullMarked;
