/**
 * The HTTP side of {@code /render} and of what goes with it: parameters become a request, refusals become a status, and
 * answers are kept and given again. What a render gives is made in {@code service}, and written in {@code format}.
 */
package plumbago.web.render;
