/**
 * What is kept for the web besides series, such as events, in files of whole records that are checked, heal and are
 * written anew when most of what is in them is of no use any more.
 */
package plumbago.web.records;
