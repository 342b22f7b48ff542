import { GHOSTS, MOVE_SECONDS, SELECTED_BIT, TRAIL_SECONDS } from './radarScene';

/*
 * The same picture in two languages. A state has a shape of its own: disc, diamond, square, ring, cross. The sweep lights
 * up what it has just passed, as phosphor does. Colours are premultiplied.
 */

/** WebGPU: no vertex buffers; each of six vertices a point reads what it needs from storage ("vertex pulling"). */
export const WGSL = /* wgsl */ `
struct Frame {
  canvas: vec2f, seconds: f32, sweep: f32,
  size: f32, circle: f32, hidden: f32, hovered: f32,
  unused: vec4f,
  colours: array<vec4f, 5>,
}
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<storage, read> geometry: array<vec4f>;
@group(0) @binding(2) var<storage, read> looks: array<u32>;
@group(0) @binding(3) var<storage, read> slots: array<u32>;

struct Point {
  @builtin(position) place: vec4f,
  @location(0) at: vec2f,
  @location(1) @interpolate(flat) look: u32,
  @location(2) colour: vec4f,
  @location(3) @interpolate(flat) pixels: f32,
}

const CORNERS = array<vec2f, 6>(
  vec2f(-1, -1), vec2f(1, -1), vec2f(-1, 1), vec2f(-1, 1), vec2f(1, -1), vec2f(1, 1));
const SIZES = array<f32, 5>(2.6, 5.6, 6.4, 3.0, 2.6);

fn radius(g: vec4f, seconds: f32) -> f32 {
  let rest = 1.0 - clamp(seconds / ${MOVE_SECONDS}, 0.0, 1.0);
  return g.z + (g.y - g.z) * rest * rest * rest;
}

fn glow(angle: f32) -> f32 {
  if (frame.sweep < 0.0) { return 0.0; }
  let turn = 6.2831853;
  let behind = fract((frame.sweep - angle) / turn) * turn;
  return exp(-behind * 2.2);
}

fn placed(slot: u32, corner: u32, seconds: f32, share: f32) -> Point {
  var point: Point;
  let g = geometry[slot];
  let look = looks[slot];
  let state = look & 7u;
  if (((u32(frame.hidden) >> state) & 1u) == 1u) {
    point.place = vec4f(2, 2, 0, 1);
    return point;
  }
  let isHovered = f32(slot) == frame.hovered;
  let lit = glow(g.x);
  let chosen = select(0.0, 1.0, isHovered || (look & ${SELECTED_BIT}u) != 0u);
  let pixels = frame.size * SIZES[state] * (1.0 + 0.5 * lit + 0.7 * chosen) * share + 1.0;
  let r = radius(g, seconds) * frame.circle;
  let centre = vec2f(sin(g.x), cos(g.x)) * r * min(frame.canvas.x, frame.canvas.y) / frame.canvas;
  point.place = vec4f(centre + CORNERS[corner] * pixels * 2.0 / frame.canvas, 0, 1);
  point.at = CORNERS[corner];
  point.look = state | select(0u, ${SELECTED_BIT}u, chosen > 0.0);
  point.pixels = pixels;
  let calm = select(1.0, 0.62, state == 0u || state > 2u);
  point.colour = vec4f(mix(frame.colours[state].rgb, vec3f(1), 0.35 * lit), min(1.0, calm + 0.38 * lit + chosen));
  return point;
}

@vertex fn device(@builtin(vertex_index) vertex: u32) -> Point {
  return placed(slots[vertex / 6u], vertex % 6u, frame.seconds, 1.0);
}

@vertex fn trail(@builtin(vertex_index) vertex: u32) -> Point {
  let copy = vertex / 6u;
  let ghost = f32(copy % ${GHOSTS}u + 1u) / ${GHOSTS}.0;
  let fade = 1.0 - clamp(frame.seconds / ${TRAIL_SECONDS}.0, 0.0, 1.0);
  // The trail keeps its length while it fades: its end is where the device came from.
  let seconds = min(frame.seconds, ${MOVE_SECONDS}) * (1.0 - ghost);
  var point = placed(slots[copy / ${GHOSTS}u], vertex % 6u, seconds, 0.72 - 0.5 * ghost);
  point.look = 0u;
  point.colour.a *= 0.55 * fade * (1.0 - ghost);
  return point;
}

@fragment fn paint(point: Point) -> @location(0) vec4f {
  let a = abs(point.at);
  let state = point.look & 7u;
  let edge = 1.5 / point.pixels;
  var d = length(point.at);
  if (state == 1u) { d = (a.x + a.y); }
  if (state == 2u) { d = max(a.x, a.y) + 0.12; }
  if (state == 3u) { d = select(d, 2.0, d < 0.55); }
  if (state == 4u) { d = select(2.0, max(a.x, a.y), abs(a.x - a.y) < 0.34); }
  var alpha = point.colour.a * (1.0 - smoothstep(1.0 - edge, 1.0, d));
  if ((point.look & ${SELECTED_BIT}u) != 0u) {
    let ring = length(point.at);
    alpha = max(alpha, smoothstep(0.78, 0.86, ring) * (1.0 - smoothstep(0.94, 1.0, ring)));
  }
  return vec4f(point.colour.rgb * alpha, alpha);
}
`;

/** WebGL 2: points of the graphics card's own, drawn in the order of an index buffer. */
export const GLSL_VERTEX = /* glsl */ `#version 300 es
precision highp float;
layout(std140) uniform Frame { vec4 canvas; vec4 style; vec4 unused; vec4 colours[5]; };
uniform bool isTrail;
layout(location = 0) in vec4 geometry;
layout(location = 1) in uint look;
flat out uint looks;
flat out float pixels;
out vec4 tint;
const float SIZES[5] = float[5](2.6, 5.6, 6.4, 3.0, 2.6);
float glow(float angle) {
  if (canvas.w < 0.0) return 0.0;
  float turn = 6.2831853;
  return exp(-fract((canvas.w - angle) / turn) * turn * 2.2);
}
void main() {
  uint state = look & 7u;
  if (((uint(style.z) >> state) & 1u) == 1u) {
    gl_Position = vec4(2, 2, 0, 1);
    gl_PointSize = 1.0;
    return;
  }
  float ghost = isTrail ? float(gl_InstanceID + 1) / ${GHOSTS}.0 : 0.0;
  float seconds = isTrail ? min(canvas.z, ${MOVE_SECONDS}) * (1.0 - ghost) : canvas.z;
  float rest = 1.0 - clamp(seconds / ${MOVE_SECONDS}, 0.0, 1.0);
  float r = (geometry.z + (geometry.y - geometry.z) * rest * rest * rest) * style.y;
  float lit = glow(geometry.x);
  bool isChosen = !isTrail && (float(gl_VertexID) == style.w || (look & ${SELECTED_BIT}u) != 0u);
  float share = isTrail ? 0.72 - 0.5 * ghost : 1.0;
  pixels = style.x * SIZES[state] * (1.0 + 0.5 * lit + (isChosen ? 0.7 : 0.0)) * share + 1.0;
  gl_Position = vec4(vec2(sin(geometry.x), cos(geometry.x)) * r * min(canvas.x, canvas.y) / canvas.xy, 0, 1);
  gl_PointSize = 2.0 * pixels;
  looks = isTrail ? 0u : state | (isChosen ? ${SELECTED_BIT}u : 0u);
  float calm = state == 0u || state > 2u ? 0.62 : 1.0;
  float alpha = min(1.0, calm + 0.38 * lit + (isChosen ? 1.0 : 0.0));
  if (isTrail) alpha *= 0.55 * (1.0 - clamp(canvas.z / ${TRAIL_SECONDS}.0, 0.0, 1.0)) * (1.0 - ghost);
  tint = vec4(mix(colours[state].rgb, vec3(1), 0.35 * lit), alpha);
}`;

export const GLSL_FRAGMENT = /* glsl */ `#version 300 es
precision highp float;
flat in uint looks;
flat in float pixels;
in vec4 tint;
out vec4 colour;
void main() {
  vec2 at = 2.0 * gl_PointCoord - 1.0;
  vec2 a = abs(at);
  uint state = looks & 7u;
  float edge = 1.5 / pixels;
  float d = length(at);
  if (state == 1u) d = a.x + a.y;
  if (state == 2u) d = max(a.x, a.y) + 0.12;
  if (state == 3u && d < 0.55) d = 2.0;
  if (state == 4u) d = abs(a.x - a.y) < 0.34 ? max(a.x, a.y) : 2.0;
  float alpha = tint.a * (1.0 - smoothstep(1.0 - edge, 1.0, d));
  if ((looks & ${SELECTED_BIT}u) != 0u) {
    float ring = length(at);
    alpha = max(alpha, smoothstep(0.78, 0.86, ring) * (1.0 - smoothstep(0.94, 1.0, ring)));
  }
  if (alpha <= 0.0) discard;
  colour = vec4(tint.rgb * alpha, alpha);
}`;
