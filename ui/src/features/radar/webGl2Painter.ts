import { FRAME_NUMBERS, numbersOf, type Painter, type RadarFrame } from './painter';
import { GHOSTS, type RadarScene } from './radarScene';
import { GLSL_FRAGMENT, GLSL_VERTEX } from './radarShaders';

/** Null where the browser has no WebGL 2. */
export function openWebGl2(canvas: HTMLCanvasElement): Painter | null {
  const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, premultipliedAlpha: true });
  const program = gl && linked(gl);
  return gl && program ? new WebGl2Painter(gl, program, canvas) : null;
}

class WebGl2Painter implements Painter {
  readonly kind = 'webgl2';
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #canvas: HTMLCanvasElement;
  readonly #isTrail: WebGLUniformLocation | null;
  readonly #numbers = new Float32Array(FRAME_NUMBERS);
  readonly #buffers: Record<'frame' | 'geometry' | 'looks' | 'order' | 'movers', WebGLBuffer>;
  #version = -1;

  constructor(gl: WebGL2RenderingContext, program: WebGLProgram, canvas: HTMLCanvasElement) {
    this.#gl = gl;
    this.#program = program;
    this.#canvas = canvas;
    this.#isTrail = gl.getUniformLocation(program, 'isTrail');
    const buffer = () => gl.createBuffer();
    this.#buffers = { frame: buffer(), geometry: buffer(), looks: buffer(), order: buffer(), movers: buffer() };
    gl.bindBuffer(gl.UNIFORM_BUFFER, this.#buffers.frame);
    gl.bufferData(gl.UNIFORM_BUFFER, 4 * FRAME_NUMBERS, gl.DYNAMIC_DRAW);
    gl.uniformBlockBinding(program, gl.getUniformBlockIndex(program, 'Frame'), 0);
    gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, this.#buffers.frame);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers.geometry);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, 0, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers.looks);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribIPointer(1, 1, gl.UNSIGNED_INT, 0, 0);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.clearColor(0, 0, 0, 0);
  }

  draw(scene: RadarScene, frame: RadarFrame): void {
    const gl = this.#gl;
    if (gl.isContextLost()) return;
    if (scene.version !== this.#version) this.#upload(scene);
    numbersOf(frame, this.#numbers, scene.size);
    gl.bindBuffer(gl.UNIFORM_BUFFER, this.#buffers.frame);
    gl.bufferSubData(gl.UNIFORM_BUFFER, 0, this.#numbers);
    gl.viewport(0, 0, frame.width, frame.height);
    gl.clear(gl.COLOR_BUFFER_BIT);
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of WebGL, not a hook of React
    gl.useProgram(this.#program);
    if (scene.movers.length > 0) {
      gl.uniform1i(this.#isTrail, 1);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#buffers.movers);
      gl.drawElementsInstanced(gl.POINTS, scene.movers.length, gl.UNSIGNED_INT, 0, GHOSTS);
    }
    gl.uniform1i(this.#isTrail, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#buffers.order);
    gl.drawElements(gl.POINTS, scene.size, gl.UNSIGNED_INT, 0);
  }

  onLost(listener: () => void): void {
    this.#canvas.addEventListener('webglcontextlost', listener, { once: true });
  }

  dispose(): void {
    for (const buffer of Object.values(this.#buffers)) this.#gl.deleteBuffer(buffer);
    this.#gl.deleteProgram(this.#program);
  }

  #upload(scene: RadarScene): void {
    const gl = this.#gl;
    const fill = (target: GLenum, buffer: WebGLBuffer, column: Float32Array | Uint32Array) => {
      gl.bindBuffer(target, buffer);
      gl.bufferData(target, column as Float32Array<ArrayBuffer>, gl.DYNAMIC_DRAW);
    };
    fill(gl.ARRAY_BUFFER, this.#buffers.geometry, scene.geometry);
    fill(gl.ARRAY_BUFFER, this.#buffers.looks, scene.looks);
    fill(gl.ELEMENT_ARRAY_BUFFER, this.#buffers.order, scene.order);
    fill(gl.ELEMENT_ARRAY_BUFFER, this.#buffers.movers, scene.movers);
    this.#version = scene.version;
  }
}

function linked(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, GLSL_VERTEX],
    [gl.FRAGMENT_SHADER, GLSL_FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}
