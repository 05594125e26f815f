/** A model that nobody asked for before: a plate with holes, and every third time a text. */
export function newModel(serial: number): string {
  const label = serial % 3 === 0 ? `linear_extrude(2) text("${serial}");` : '';
  return `difference() { cube([60, 40, 5]); for (x = [10:10:50]) translate([x, 20, -1]) cylinder(d = 6, h = 9, $fn = 32); } translate([0, 0, ${5 + serial / 1e9}]) cube(10); ${label}`;
}

/** The address of a client of its own to the server: on Linux the whole of 127/8 is this machine. */
export function clientAddress(index: number): string {
  return process.platform === 'linux' ? `127.0.1.${index + 1}` : '127.0.0.1';
}
