import { FRAME_NUMBERS, numbersOf, type Painter, type RadarFrame } from './painter';
import { GHOSTS, type RadarScene } from './radarScene';
import { WGSL } from './radarShaders';

/* WebGPU's numbers for what a buffer is for, and for the stage that reads it. */
const COPY_DST = 0x08;
const UNIFORM = 0x40;
const STORAGE = 0x80;
const VERTEX_STAGE = 0x1;
/** Two triangles a point. */
const VERTICES = 6;

/** Null where the browser has no WebGPU, or none that works. */
export async function openWebGpu(canvas: HTMLCanvasElement): Promise<Painter | null> {
  const { gpu } = navigator;
  if (gpu === undefined) return null;
  const device = await gpu
    .requestAdapter()
    .then((adapter) => adapter?.requestDevice())
    .catch(() => null);
  const context = device ? (canvas.getContext('webgpu') as GPUCanvasContext | null) : null;
  if (!device || context === null) return null;
  const format = gpu.getPreferredCanvasFormat();
  context.configure({ device, format, alphaMode: 'premultiplied' });
  const module = device.createShaderModule({ code: WGSL });
  const layout = device.createBindGroupLayout({
    entries: [0, 1, 2, 3].map((binding) => ({
      binding,
      visibility: VERTEX_STAGE,
      buffer: { type: binding === 0 ? 'uniform' : 'read-only-storage' } as const,
    })),
  });
  const pipeline = (entryPoint: string) =>
    device.createRenderPipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      vertex: { module, entryPoint },
      fragment: { module, entryPoint: 'paint', targets: [{ format, blend: PREMULTIPLIED }] },
    });
  try {
    return new WebGpuPainter(device, context, layout, await pipeline('device'), await pipeline('trail'));
  } catch {
    device.destroy();
    return null;
  }
}

const OVER = { srcFactor: 'one', dstFactor: 'one-minus-src-alpha' } as const;
const PREMULTIPLIED = { color: OVER, alpha: OVER };

class WebGpuPainter implements Painter {
  readonly kind = 'webgpu';
  readonly #device: GPUDevice;
  readonly #context: GPUCanvasContext;
  readonly #layout: GPUBindGroupLayout;
  readonly #devices: GPURenderPipeline;
  readonly #trails: GPURenderPipeline;
  readonly #frame: GPUBuffer;
  readonly #numbers = new Float32Array(FRAME_NUMBERS);
  readonly #columns: (GPUBuffer | undefined)[] = [];
  #groups: { devices: GPUBindGroup; trails: GPUBindGroup } | undefined;
  #version = -1;

  constructor(
    device: GPUDevice,
    context: GPUCanvasContext,
    layout: GPUBindGroupLayout,
    devices: GPURenderPipeline,
    trails: GPURenderPipeline,
  ) {
    this.#device = device;
    this.#context = context;
    this.#layout = layout;
    this.#devices = devices;
    this.#trails = trails;
    this.#frame = device.createBuffer({
      size: 4 * FRAME_NUMBERS,
      usage: UNIFORM | COPY_DST,
    });
  }

  draw(scene: RadarScene, frame: RadarFrame): void {
    if (scene.version !== this.#version) this.#upload(scene);
    const device = this.#device;
    numbersOf(frame, this.#numbers, scene.size);
    device.queue.writeBuffer(this.#frame, 0, this.#numbers);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginRenderPass({
      colorAttachments: [
        {
          view: this.#context.getCurrentTexture().createView(),
          loadOp: 'clear',
          storeOp: 'store',
          clearValue: [0, 0, 0, 0],
        },
      ],
    });
    if (this.#groups !== undefined && scene.size > 0) {
      if (scene.movers.length > 0) {
        pass.setPipeline(this.#trails);
        pass.setBindGroup(0, this.#groups.trails);
        pass.draw(VERTICES * GHOSTS * scene.movers.length);
      }
      pass.setPipeline(this.#devices);
      pass.setBindGroup(0, this.#groups.devices);
      pass.draw(VERTICES * scene.size);
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  onLost(listener: () => void): void {
    void this.#device.lost.then(({ reason }) => reason !== 'destroyed' && listener());
  }

  dispose(): void {
    this.#context.unconfigure();
    this.#device.destroy();
  }

  #upload(scene: RadarScene): void {
    const before = [...this.#columns];
    [scene.geometry, scene.looks, scene.order, scene.movers].forEach((column, i) => {
      this.#columns[i] = this.#filled(this.#columns[i], column);
    });
    this.#version = scene.version;
    if (this.#groups !== undefined && before.every((buffer, i) => buffer === this.#columns[i])) return;
    const [geometry, looks, order, movers] = this.#columns;
    const group = (slots: GPUBuffer | undefined) =>
      this.#device.createBindGroup({
        layout: this.#layout,
        entries: [this.#frame, geometry, looks, slots].flatMap((buffer, binding) =>
          buffer === undefined ? [] : [{ binding, resource: { buffer } }],
        ),
      });
    this.#groups = { devices: group(order), trails: group(movers) };
  }

  /** `buffer` with the numbers of `column`, or a larger one in its place. */
  #filled(buffer: GPUBuffer | undefined, column: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): GPUBuffer {
    let target = buffer;
    if (target === undefined || target.size < column.byteLength) {
      target?.destroy();
      const size = Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(1, column.byteLength))));
      target = this.#device.createBuffer({ size, usage: STORAGE | COPY_DST });
    }
    this.#device.queue.writeBuffer(target, 0, column);
    return target;
  }
}
