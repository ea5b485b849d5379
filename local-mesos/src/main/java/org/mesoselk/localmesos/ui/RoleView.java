package org.mesoselk.localmesos.ui;

/** A role, how many frameworks are in it, and what they hold. */
public record RoleView(String name, int frameworks, Amounts used, Amounts offered) {}
