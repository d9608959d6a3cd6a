// The files of a release: the package, its SHA-256, its bill of materials. Written beside their place, moved there last.

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReleaseError, run } from './commands.mjs';

/** @typedef {{ 'bom-ref': string, name: string, properties?: { name: string, value: string }[] }} Component */
/**
 * Of the form CycloneDX, as npm writes it.
 *
 * @typedef {{
 *   metadata: { component: Component },
 *   components: Component[],
 *   dependencies: { ref: string, dependsOn?: string[] | undefined }[],
 * }} Sbom
 */

/** @param {string} name of the package @param {string} version */
export function artifactNames(name, version) {
  const tarball = `${name}-${version}.tgz`;
  return { tarball, sum: `${tarball}.sha256`, sbom: `${name}-${version}.cdx.json` };
}

/**
 * @param {string} root
 * @param {string} directory where they will lie
 * @param {{ name: string, version: string }} manifest
 * @returns {Promise<{ keep: () => string[], discard: () => void }>} moves them to their place, or removes them
 */
export async function makeArtifacts(root, directory, { name, version }) {
  mkdirSync(directory, { recursive: true });
  const work = mkdtempSync(join(directory, '.unfinished-'));
  const discard = () => rmSync(work, { recursive: true, force: true });
  const names = artifactNames(name, version);
  try {
    await run(root, 'npm', ['pack', '--pack-destination', work]);
    const [packed, ...others] = readdirSync(work);
    if (packed !== names.tarball || others.length > 0)
      throw new ReleaseError(`npm pack wrote ${packed ?? 'nothing'} and not ${names.tarball}.`);
    const sum = createHash('sha256')
      .update(readFileSync(join(work, packed)))
      .digest('hex');
    writeFileSync(join(work, names.sum), `${sum}  ${names.tarball}\n`);
    writeFileSync(join(work, names.sbom), await billOfMaterials(root, name));
  } catch (error) {
    discard();
    throw error;
  }
  const keep = () => {
    const paths = Object.values(names).map((file) => ({ from: join(work, file), to: join(directory, file) }));
    for (const { from, to } of paths) renameSync(from, to);
    discard();
    return paths.map(({ to }) => to);
  };
  return { keep, discard };
}

/**
 * What a user of the package gets with it, by the lock file.
 *
 * @param {string} root
 * @param {string} name
 */
async function billOfMaterials(root, name) {
  const options = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const sbom = /** @type {Sbom} */ (JSON.parse(await run(root, 'npm', ['sbom', ...options])));
  // npm names the directory here, whatever a checkout is called.
  sbom.metadata.component.name = name;
  // Its option `--omit dev` leaves out packages that are needed here and by a tool as well.
  const tools = new Set(sbom.components.filter(isForDevelopment).map((component) => component['bom-ref']));
  sbom.components = sbom.components.filter((component) => !tools.has(component['bom-ref']));
  sbom.dependencies = sbom.dependencies
    .filter(({ ref }) => !tools.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn?.filter((other) => !tools.has(other)) }));
  return `${JSON.stringify(sbom, undefined, 2)}\n`;
}

/** @param {Component} component */
function isForDevelopment({ properties }) {
  return properties?.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true') === true;
}
