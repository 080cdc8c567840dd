/**
 * Log messages of the libraries below, as lines of standard error: warnings and errors, or what the
 * variable {@code SAMPO_LOG} (error, warn, info, debug, trace) asks for; text for people, or JSON
 * for machines. Own code since starting a logging framework takes longer than a short query. Found
 * by SLF4J; nothing imports this package.
 */
@NullMarked
package io.sampo.cli.log;

import org.jspecify.annotations.NullMarked;
