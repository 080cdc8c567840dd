/**
 * The settings as rows: key, kind, default, documentation.
 *
 * <p>Used by every module. A setting exists when it has a row in {@link
 * io.sampo.config.ConfigOptions}; documentation and checks come from the rows. Depends on errors
 * only.
 */
@NullMarked
package io.sampo.config;

import org.jspecify.annotations.NullMarked;
