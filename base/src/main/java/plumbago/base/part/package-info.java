/**
 * How the program is put together: parts that run between start and stop, and what each says of itself before: its
 * settings and where it listens; and the thread for what they have done now and then. Knows none of them.
 */
package plumbago.base.part;
