/**
 * What is written and read byte by byte: digits, UTF-8, JSON, protobuf, msgpack. Knows nothing of what it is about.
 */
package plumbago.base.text;
