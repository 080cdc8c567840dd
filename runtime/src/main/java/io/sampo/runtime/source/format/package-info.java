/** Which formats there are: by name, by file extension, and for tables that are described. */
@NullMarked
package io.sampo.runtime.source.format;

import org.jspecify.annotations.NullMarked;
