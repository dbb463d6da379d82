/** Who may change and delete what is stored: one rule for the HTTP port and the query port. */
package plumbago.base.admin;
