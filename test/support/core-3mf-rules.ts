import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** What an attribute may hold, and whether it has to be there. */
interface AttributeRule {
  readonly pattern: RegExp;
  readonly isRequired?: true;
}

interface ElementRule {
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  /** Of the names of its children in order, each with a space behind it. */
  readonly children: RegExp;
  readonly hasText?: true;
}

const CORE_NAMESPACE = 'http://schemas.microsoft.com/3dmanufacturing/core/2015/02';
const START_PART = 'http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel';
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  rels: 'application/vnd.openxmlformats-package.relationships+xml',
  model: 'application/vnd.ms-package.3dmanufacturing-3dmodel+xml',
};

const anything: AttributeRule = { pattern: /^/ };
const id: AttributeRule = { pattern: /^0*[1-9]\d*$/ };
const index: AttributeRule = { pattern: /^\d+$/ };
const number: AttributeRule = { pattern: /^[-+]?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d+)?$/, isRequired: true };
const required = (rule: AttributeRule): AttributeRule => ({ ...rule, isRequired: true });

/** The elements of the 3MF core specification 1.3 that a mesh of ours may need, as its schema has them. */
const ELEMENTS: Readonly<Record<string, ElementRule>> = {
  model: {
    attributes: {
      unit: { pattern: /^(micron|millimeter|centimeter|inch|foot|meter)$/ },
      'xml:lang': anything,
      requiredextensions: anything,
      recommendedextensions: anything,
      xmlns: required({ pattern: new RegExp(`^${CORE_NAMESPACE}$`) }),
    },
    children: /^(metadata )*resources build $/,
  },
  metadata: {
    attributes: {
      name: required({
        pattern:
          /^(Title|Designer|Description|Copyright|LicenseTerms|Rating|CreationDate|ModificationDate|Application)$/,
      }),
      preserve: { pattern: /^(true|false|0|1)$/ },
      type: anything,
    },
    children: /^$/,
    hasText: true,
  },
  resources: { attributes: {}, children: /^(basematerials )*(object )*$/ },
  basematerials: { attributes: { id: required(id) }, children: /^(base )+$/ },
  base: {
    attributes: {
      name: required(anything),
      displaycolor: required({ pattern: /^#([0-9A-Fa-f]{2}){3,4}$/ }),
    },
    children: /^$/,
  },
  object: {
    attributes: {
      id: required(id),
      type: { pattern: /^(model|solidsupport|support|surface|other)$/ },
      thumbnail: { pattern: /^\// },
      partnumber: anything,
      name: anything,
      pid: id,
      pindex: index,
    },
    children: /^mesh $/,
  },
  mesh: { attributes: {}, children: /^vertices triangles $/ },
  vertices: { attributes: {}, children: /^(vertex ){3,}$/ },
  vertex: { attributes: { x: number, y: number, z: number }, children: /^$/ },
  triangles: { attributes: {}, children: /^(triangle )+$/ },
  triangle: {
    attributes: {
      v1: required(index),
      v2: required(index),
      v3: required(index),
      p1: index,
      p2: index,
      p3: index,
      pid: id,
    },
    children: /^$/,
  },
  build: { attributes: {}, children: /^(item )*$/ },
  item: { attributes: { objectid: required(id), partnumber: anything }, children: /^$/ },
};

/** An element that was read. */
interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

/**
 * Lists what is wrong with a 3MF file by the core specification: the parts of the package, the schema, and
 * what numbers refer to. Extensions are not known, so a file that uses one is wrong.
 */
export function findFaultsIn3mf(bytes: Uint8Array): string[] {
  const parts = unzipSync(bytes);
  const faults = [...findPackageFaults(parts)];
  const model = Object.keys(parts).find(name => name.endsWith('.model'));
  if (model === undefined) return [...faults, 'there is no model'];
  const root = parseXml(parts[model]);
  if (root === null) return [...faults, `${model} is not well-formed`];
  if (root.name !== 'model') faults.push(`the root is ${root.name}`);
  return [...faults, ...findSchemaFaults(root), ...findReferenceFaults(root)];
}

function parseXml(bytes: Uint8Array): XmlNode | null {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const document: XmlNode = { name: '', attributes: {}, children: [], text: '' };
  const open = [document];
  const parser = new SaxesParser();
  let isBroken = text.includes('<!DOCTYPE');
  parser.on('error', () => {
    isBroken = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', content => {
    const node = open.at(-1);
    if (node !== undefined) node.text += content;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return isBroken ? null : (document.children[0] ?? null);
}

/** The Open Packaging Conventions: every part has a content type, and the package says where it begins. */
function* findPackageFaults(parts: Readonly<Record<string, Uint8Array>>): Generator<string> {
  const types = parts['[Content_Types].xml'] && parseXml(parts['[Content_Types].xml']);
  const extensions = (types?.children ?? []).map(({ attributes }) => attributes.Extension);
  if (new Set(extensions).size < extensions.length) yield 'a content type is given twice';
  for (const [extension, wanted] of Object.entries(CONTENT_TYPES)) {
    const given = types?.children.find(({ attributes }) => attributes.Extension === extension);
    if (given?.attributes.ContentType !== wanted) yield `.${extension} has no content type`;
  }
  for (const name of Object.keys(parts)) {
    const extension = name.split('.').at(-1) ?? '';
    if (name !== '[Content_Types].xml' && !extensions.includes(extension))
      yield `${name} has no content type`;
  }
  const relationships = parts['_rels/.rels'] && parseXml(parts['_rels/.rels']);
  const starts = (relationships?.children ?? []).filter(({ attributes }) => attributes.Type === START_PART);
  if (starts.length !== 1) yield `there are ${starts.length} relationships to a model`;
  for (const { attributes } of relationships?.children ?? []) {
    if (!/^[A-Za-z_][\w.-]*$/.test(attributes.Id ?? '')) yield `a relationship is called ${attributes.Id}`;
    if (parts[(attributes.Target ?? '').replace(/^\//, '')] === undefined)
      yield `${attributes.Target} is missing`;
  }
}

function* findSchemaFaults(node: XmlNode): Generator<string> {
  const rule = ELEMENTS[node.name];
  if (rule === undefined) {
    yield `<${node.name}> is not known`;
    return;
  }
  for (const [name, value] of Object.entries(node.attributes)) {
    const allowed = rule.attributes[name];
    if (allowed === undefined) yield `<${node.name}> has ${name}`;
    else if (!allowed.pattern.test(value)) yield `<${node.name}> has ${name}="${value}"`;
  }
  for (const [name, { isRequired }] of Object.entries(rule.attributes)) {
    if (isRequired && node.attributes[name] === undefined) yield `<${node.name}> has no ${name}`;
  }
  if (!rule.children.test(node.children.map(({ name }) => `${name} `).join('')))
    yield `<${node.name}> has other children`;
  if (!rule.hasText && node.text.trim() !== '') yield `<${node.name}> has text`;
  for (const child of node.children) yield* findSchemaFaults(child);
}

/** What numbers refer to has to be there, and before. */
function* findReferenceFaults(root: XmlNode): Generator<string> {
  const resources = root.children.find(({ name }) => name === 'resources')?.children ?? [];
  const materials = new Map<string, number>();
  const objects = new Set<string>();
  for (const resource of resources) {
    const own = resource.attributes.id ?? '';
    if (materials.has(own) || objects.has(own)) yield `the id ${own} is used twice`;
    if (resource.name === 'basematerials') materials.set(own, resource.children.length);
    else {
      objects.add(own);
      yield* findObjectFaults(resource, materials);
    }
  }
  const names = root.children
    .filter(({ name }) => name === 'metadata')
    .map(({ attributes }) => attributes.name);
  if (new Set(names).size < names.length) yield 'metadata is given twice';
  for (const { attributes } of root.children.find(({ name }) => name === 'build')?.children ?? []) {
    if (!objects.has(attributes.objectid ?? '')) yield `there is no object ${attributes.objectid} to build`;
  }
}

function* findObjectFaults(object: XmlNode, materials: ReadonlyMap<string, number>): Generator<string> {
  const { pid, pindex, id: own } = object.attributes;
  if ((pid === undefined) !== (pindex === undefined)) yield `object ${own} has half a property`;
  if (pid !== undefined && !(Number(pindex) < (materials.get(pid) ?? 0)))
    yield `object ${own} has no such property`;
  const [vertices, triangles] = object.children[0]?.children ?? [];
  for (const { attributes } of triangles?.children ?? []) {
    const corners = [attributes.v1, attributes.v2, attributes.v3].map(Number);
    if (new Set(corners).size < 3) yield `a triangle of object ${own} has one vertex twice`;
    if (Math.max(...corners) >= (vertices?.children.length ?? 0))
      yield `object ${own} has not so many vertices`;
    const group = attributes.pid ?? pid;
    const used = [attributes.p1, attributes.p2, attributes.p3]
      .filter(value => value !== undefined)
      .map(Number);
    if (used.some(value => !(value < (materials.get(group ?? '') ?? 0))))
      yield `a triangle has no such property`;
  }
}
