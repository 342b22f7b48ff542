/** Draws the radar's points with WebGL 2: one upload when they change, one call a frame. */
export type RadarGl = {
  /** Three numbers a point, as in RadarLayout. */
  load(points: Float32Array): void;
  /** Draws all points; colours by state, each as [r, g, b] from 0 to 1. */
  draw(width: number, height: number, scale: number, colours: readonly (readonly number[])[]): void;
  dispose(): void;
};

const VERTEX = `#version 300 es
in vec3 point;
uniform float scale;
flat out int state;
void main() {
  state = int(point.z + 0.5);
  gl_Position = vec4(point.xy * 0.94, 0.9 - point.z * 0.4, 1.0);
  gl_PointSize = scale * (state == 0 ? 5.0 : state == 1 ? 11.0 : 14.0);
}`;

/** A disc, a diamond and a square: states differ by shape as well as by colour. */
const FRAGMENT = `#version 300 es
precision mediump float;
flat in int state;
uniform vec3 colours[3];
out vec4 colour;
void main() {
  vec2 at = 2.0 * gl_PointCoord - 1.0;
  float edge = state == 0 ? length(at) : state == 1 ? abs(at.x) + abs(at.y) : max(abs(at.x), abs(at.y)) + 0.2;
  if (edge > 1.0) discard;
  vec3 base = state == 0 ? colours[0] : state == 1 ? colours[1] : colours[2];
  colour = vec4(base, state == 0 ? 0.8 : 1.0);
}`;

/** Null where the browser has no WebGL 2. */
export function openRadarGl(canvas: HTMLCanvasElement): RadarGl | null {
  const gl = canvas.getContext('webgl2', { alpha: true, antialias: true, premultipliedAlpha: false });
  if (gl === null) return null;
  const program = linked(gl);
  if (program === null) return null;
  const buffer = gl.createBuffer();
  const place = gl.getAttribLocation(program, 'point');
  const scaleAt = gl.getUniformLocation(program, 'scale');
  const coloursAt = gl.getUniformLocation(program, 'colours');
  let count = 0;
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, 3, gl.FLOAT, false, 0, 0);
  gl.enable(gl.DEPTH_TEST);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  return {
    load(points) {
      gl.bufferData(gl.ARRAY_BUFFER, points, gl.DYNAMIC_DRAW);
      count = points.length / 3;
    },
    draw(width, height, scale, colours) {
      gl.viewport(0, 0, width, height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      // biome-ignore lint/correctness/useHookAtTopLevel: a method of WebGL, not a hook of React
      gl.useProgram(program);
      gl.uniform1f(scaleAt, scale);
      gl.uniform3fv(coloursAt, colours.flat());
      gl.drawArrays(gl.POINTS, 0, count);
    },
    dispose() {
      gl.deleteBuffer(buffer);
      gl.deleteProgram(program);
    },
  };
}

function linked(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
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
