package io.sampo.codegen.kernel;

/**
 * A decimal operation on any operands.
 *
 * @param operation one of {@code + - * / %}
 * @param scaleA the first operand's scale
 * @param scaleB the second operand's scale
 * @param precision the result's precision
 * @param scale the result's scale
 * @param site the number of the expression's place
 */
public record DecimalOperation(
    char operation, int scaleA, int scaleB, int precision, int scale, int site) {}
