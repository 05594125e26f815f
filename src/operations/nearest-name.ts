/** The name that was probably meant. */
export { nearestName } from '../scad/nearest-name.ts';
