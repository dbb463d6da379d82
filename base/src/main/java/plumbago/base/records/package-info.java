/**
 * Files of whole records that are checked, heal, and are written anew when most of what is in them is of no use any more;
 * and what writes them as soon as the disk takes it. What a record says is known to whoever keeps the file, not here.
 */
package plumbago.base.records;
