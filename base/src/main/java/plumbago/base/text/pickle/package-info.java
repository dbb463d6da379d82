/**
 * Python's pickles, as far as they carry plain data: texts, numbers, lists, tuples, sets and dictionaries. Reads what any
 * protocol from 0 to 5 makes of them, and writes protocol 2. Knows no classes, runs nothing, and takes no more memory
 * than the bytes that are read allow.
 */
package plumbago.base.text.pickle;
