/** Benchmarks of classes that only their own package sees; so they stand in a package of the same name. */
package plumbago.base.http;
