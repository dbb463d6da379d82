/** Serves the browser's page, which comes as resources of another module and asks all else as any client does. */
package plumbago.web.page;
