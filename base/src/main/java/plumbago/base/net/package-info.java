/**
 * What all listeners have in common, whatever is spoken on them: addresses, who may connect and how many, TLS, waiting
 * while nothing more can be kept, and frames with a length in front. Knows no protocol beyond that, and no points.
 */
package plumbago.base.net;
