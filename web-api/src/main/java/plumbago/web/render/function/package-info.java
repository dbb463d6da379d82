/**
 * Every render function, declared once: name, group, typed parameters and a short body on arrays. From the declaration
 * come the reading of arguments, the texts of errors, and the list that clients ask for. A file holds one group of
 * functions; how a request comes in and how an answer is printed is not known here.
 */
package plumbago.web.render.function;
