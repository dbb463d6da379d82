/**
 * A journal of what changes something that is held in memory, so that it is there again in the next process: files of frames
 * with checksums, begun anew with the whole state when they have grown. What an operation says is known to whoever keeps the
 * journal, not here.
 */
package plumbago.base.journal;
