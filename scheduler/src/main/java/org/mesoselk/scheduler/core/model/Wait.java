package org.mesoselk.scheduler.core.model;

/**
 * Something that is not done now, and why.
 *
 * @param name stable, kebab-case; the same in code, API, UI, metrics, docs and tests
 * @param subject member or operation that waits
 * @param sentence for a tired operator
 */
public record Wait(String name, String subject, String sentence) {}
