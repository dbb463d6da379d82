/**
 * The tag index: from tags to names, in memory and in a file. It knows no HTTP, which asks it from the outside, and none of
 * the ways on which points come in: it is told of names.
 */
package plumbago.carbon.tags;
