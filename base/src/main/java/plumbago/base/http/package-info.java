/**
 * HTTP/1.1 on Netty: connections, requests as values, a router, answers. Handlers run on worker threads, so that a slow
 * answer keeps no connection waiting. What is asked and answered is not known here.
 */
package plumbago.base.http;
