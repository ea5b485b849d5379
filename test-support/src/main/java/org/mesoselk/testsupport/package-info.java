/**
 * What the tests of several modules need. Other modules depend on it with the scope test; it knows none of them, so that
 * {@code commons} can use it too. What only one module's tests need stays there.
 */
package org.mesoselk.testsupport;
