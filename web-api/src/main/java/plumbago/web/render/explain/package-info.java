/**
 * Why a number is what it is: what the evaluation of targets did, call by call, and which archives the series were read from.
 * Listens to the evaluation and changes nothing of it. How that is written down is the answer formats' business.
 */
package plumbago.web.render.explain;
