/** As much of the 3MF Consortium's library as tests use; the package has no types of its own. */
declare module '@3mfconsortium/lib3mf' {
  export interface MeshObject {
    GetName(): string;
    GetTriangleCount(): number;
    IsManifoldAndOriented(): boolean;
    IsValid(): boolean;
  }
  export interface Reader {
    SetStrictModeActive(isStrict: boolean): void;
    ReadFromFile(path: string): void;
    GetWarningCount(): number;
  }
  export interface Model {
    QueryReader(format: string): Reader;
    GetMeshObjects(): { MoveNext(): boolean; GetCurrentMeshObject(): MeshObject };
    GetBuildItems(): { MoveNext(): boolean };
  }
  export interface Library {
    readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
    readonly CWrapper: new () => { CreateModel(): Model };
  }
  export default function load(): Promise<Library>;
}
