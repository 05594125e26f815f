import type { Mesh, Vec3 } from '../../src/contracts/mesh.ts';
import { writeOff } from '../../src/mesh/write-off.ts';
import { writeBinaryStl } from '../../src/mesh/write-stl.ts';
import type { Files } from './known-shapes.ts';
import { box, withoutTriangles } from './meshes.ts';

/** A model with one fault, and what a check has to say of it. */
export interface FaultyModel {
  readonly code: string;
  readonly files?: Files;
  readonly finding: string;
  readonly severity: 'error' | 'warning';
  /** The box in which the place that the finding names has to be. */
  readonly place: readonly [Vec3, Vec3];
  /** What it measured. */
  readonly value: number;
  /** Only printing shows it; the solid itself is in order. */
  readonly onlyInPrint?: true;
}

/** Two triangles, 10 and 11, are the top of a box. */
const openBox = withoutTriangles(box([0, 0, 0], [20, 20, 20]), triangle => triangle >= 10);

/** Triangles 8 and 9 are the bottom. */
const crackedBox = withoutTriangles(box([0, 0, 0], [20, 20, 20]), triangle => triangle === 8);

/** Triangles 2 and 3 are the right side of a box, x = 20. */
const flippedBox = box([0, 0, 0], [20, 20, 20]);
flippedBox.indices.subarray(6, 9).reverse();

const at = (x: number, y: number, z: number, reach = 0.01): readonly [Vec3, Vec3] => [
  [x - reach, y - reach, z - reach],
  [x + reach, y + reach, z + reach],
];

const centreOf = (mesh: Mesh, triangle: number): Vec3 => {
  const corners = [0, 1, 2].map(corner => mesh.indices[triangle * 3 + corner] * 3);
  const [x, y, z] = [0, 1, 2].map(axis => corners.reduce((sum, v) => sum + mesh.positions[v + axis], 0) / 3);
  return [x, y, z];
};

/** A block with an arm that a chamfer of so many degrees from the vertical holds. */
const armOf = (chamfer_deg: number): string =>
  `translate([0, 20, 0]) rotate([90, 0, 0]) linear_extrude(20)
     polygon([[0, 0], [20, 0], [20, 20], [40, 20 + 20 / tan(${chamfer_deg})], [40, 45], [0, 45]]);`;

/** Each fault that a check of a model has to find. */
export const FAULTY_MODELS: Readonly<Record<string, FaultyModel>> = {
  'an open shell, written as a polyhedron': {
    code: `polyhedron([[0, 0, 0], [20, 0, 0], [20, 20, 0], [0, 20, 0], [0, 0, 20], [20, 0, 20], [20, 20, 20], [0, 20, 20]],
      [[0, 1, 2, 3], [4, 5, 1, 0], [7, 6, 5, 4], [5, 6, 2, 1], [6, 7, 3, 2]]);`,
    finding: 'NOT_CLOSED',
    severity: 'error',
    place: [
      [0, 0, 0],
      [0, 20, 20],
    ],
    value: 4,
  },
  'an open shell, imported from STL': {
    code: 'import("shell.stl");',
    files: { 'shell.stl': writeBinaryStl(openBox) },
    finding: 'NOT_CLOSED',
    severity: 'error',
    place: [
      [0, 0, 20],
      [20, 20, 20],
    ],
    value: 4,
  },
  'a bottom that lacks one triangle': {
    code: 'import("shell.off");',
    files: { 'shell.off': writeOff(crackedBox) },
    finding: 'NOT_CLOSED',
    severity: 'error',
    place: [
      [0, 0, 0],
      [20, 20, 0],
    ],
    value: 3,
  },
  'a flipped facet': {
    code: 'import("flipped.off");',
    files: { 'flipped.off': writeOff(flippedBox) },
    finding: 'FLIPPED_FACETS',
    severity: 'error',
    place: at(...centreOf(flippedBox, 2)),
    value: 1,
  },
  'a floating part': {
    code: 'cube(20); translate([5, 5, 30]) cube(8);',
    finding: 'FLOATING_PART',
    severity: 'error',
    place: at(9, 9, 30),
    value: 30,
  },
  'a part a hair above the one it belongs to': {
    code: 'cube(20); translate([5, 5, 20.05]) cube(8);',
    finding: 'FLOATING_PART',
    severity: 'error',
    place: at(9, 9, 20.05),
    value: 20.05,
  },
  'a wall of 0.3 mm': {
    code: 'cube([40, 40, 2]); translate([10, 20, 0]) cube([20, 0.3, 15]);',
    finding: 'THIN_WALL',
    severity: 'error',
    place: [
      [10, 20, 2],
      [30, 20.3, 15],
    ],
    value: 0.3,
    onlyInPrint: true,
  },
  'a tube with a wall of 0.3 mm': {
    code: '$fn = 64; cylinder(h = 2, d = 30); difference() { cylinder(h = 20, d = 20); cylinder(h = 21, d = 19.4); }',
    finding: 'THIN_WALL',
    severity: 'error',
    place: [
      [-10, -10, 2],
      [10, 10, 20],
    ],
    value: 0.3,
    onlyInPrint: true,
  },
  'an overhang of 70°': {
    code: armOf(70),
    finding: 'OVERHANG',
    severity: 'warning',
    place: at(30, 10, 20 + 10 / Math.tan((70 * Math.PI) / 180)),
    value: 70,
    onlyInPrint: true,
  },
  'a sealed cavity': {
    code: 'difference() { cube(30); translate([10, 10, 12]) cube(8); }',
    finding: 'SEALED_CAVITY',
    severity: 'warning',
    place: at(14, 14, 16),
    value: 512,
  },
  'a ball with a sealed cavity of its own shape': {
    code: 'cylinder(h = 6, r = 9, $fn = 64); translate([0, 0, 12]) difference() { sphere(10, $fn = 64); sphere(5, $fn = 64); }',
    finding: 'SEALED_CAVITY',
    severity: 'warning',
    place: at(0, 0, 12),
    value: (4 / 3) * Math.PI * 125,
  },
  'two parts that touch in an edge': {
    code: 'cube(20); translate([20, 20, 0]) cube(20);',
    finding: 'ZERO_THICKNESS',
    severity: 'warning',
    place: at(20, 20, 10),
    value: 1,
  },
};

/** Models in order, among them such as are easily taken for faulty. */
export const GOOD_MODELS: Readonly<Record<string, string>> = {
  'a chamfered box':
    'hull() { translate([2, 2, 0]) cube([36, 26, 20]); translate([0, 0, 2]) cube([40, 30, 16]); }',
  'a cone of 45° on its base': 'cylinder(h = 20, r1 = 20, r2 = 0, $fn = 96);',
  'a funnel that widens by 45°': 'cylinder(h = 10, r1 = 10, r2 = 20, $fn = 96);',
  'an arm on a chamfer of 45°': armOf(45),
  'a bridge of 5 mm': 'difference() { cube([25, 20, 15]); translate([10, -1, -1]) cube([5, 22, 11]); }',
  'an open vase':
    '$fn = 64; difference() { cylinder(h = 50, r1 = 15, r2 = 25); translate([0, 0, 2]) cylinder(h = 50, r1 = 13, r2 = 23.3); }',
  'a wavy vase': `rotate_extrude($fn = 72) polygon(concat([[0, 0]], [for (i = [0:40]) [16 + 6 * sin(i * 9), i]],
    [for (i = [40:-1:3]) [14 + 6 * sin(i * 9), i]], [[0, 3]]));`,
  'a plate with raised text':
    'cube([60, 20, 3]); translate([4, 5, 3]) linear_extrude(1.2) text("OPEN", size = 10);',
  'a gear':
    'use <MCAD/involute_gears.scad>\ngear(number_of_teeth = 20, circular_pitch = 360, gear_thickness = 6, rim_thickness = 6, hub_thickness = 6, bore_diameter = 5);',
  'a threaded rod':
    'include <BOSL2/std.scad>\ninclude <BOSL2/threading.scad>\nthreaded_rod(d = 12, l = 30, pitch = 2, $fn = 48);',
  'a box with walls of 0.8 mm':
    'difference() { cube([30, 20, 15]); translate([0.8, 0.8, 1]) cube([28.4, 18.4, 20]); }',
  'a tube with a wall of 0.8 mm':
    '$fn = 24; difference() { cylinder(h = 20, d = 20); translate([0, 0, 1]) cylinder(h = 20, d = 18.4); }',
  'two parts on the bed': 'cube(10); translate([20, 0, 0]) cylinder(h = 10, d = 10);',
  'a ball on a base': '$fn = 64; cylinder(h = 3, r = 14); translate([0, 0, 14]) sphere(14);',
  'a ball on a pedestal': '$fn = 64; cylinder(h = 6, r1 = 12, r2 = 9); translate([0, 0, 13]) sphere(12);',
  'a twisted column':
    'linear_extrude(height = 30, twist = 120, slices = 120, $fn = 64) translate([3, 0]) circle(8);',
  'a bracket with holes': `difference() { union() { cube([40, 30, 4]); cube([4, 30, 40]); }
    translate([25, 15, -1]) cylinder(h = 6, d = 5, $fn = 32);
    translate([-1, 15, 25]) rotate([0, 90, 0]) cylinder(h = 6, d = 5, $fn = 32); }`,
  'a plate with hexagonal holes':
    'difference() { cube([40, 30, 2]); for (i = [0:4], j = [0:2]) translate([5 + i * 7.5, 6 + j * 9, -1]) cylinder(h = 4, d = 6, $fn = 6); }',
};
