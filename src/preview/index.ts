export { assembleAnimation } from './assemble-animation.ts';
export { drawModel } from './draw-model.ts';
export type { Drawing, DrawResources, Subject } from './drawing.ts';
export { encodePng } from './png/encode-png.ts';
export { encodePngWithin } from './png/encode-png-within.ts';
