package io.sampo.code;

/**
 * A jar that a session has added.
 *
 * @param name for people
 * @param content its bytes, not to be changed
 */
public record UserJar(String name, byte[] content) {}
