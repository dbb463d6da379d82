/**
 * The tag index: from tags to names, in memory and in a file. It knows no HTTP, which asks it from the outside, and none of
 * the ways on which points come in: names are registered with it.
 */
package plumbago.carbon.tags;
