//! Writes a trained network in bytes, in the order that [`crate::syntax::sections`] reads.

use super::forward::Net;
use super::layout::Linear;
use crate::syntax::word::Vocabulary;

/// The network's parts of a model file.
pub(super) fn quantise(net: &Net, words: &Vocabulary) -> Vec<u8> {
    let mut out = words.0.to_vec();
    let mut scales = Vec::new();
    for row in net.table.chunks_exact(net.sizes.embedding) {
        let scale = f32::from_bits((unit(row.iter()).to_bits() + 0x8000) & 0xFFFF_0000);
        scales.extend_from_slice(&scale.to_le_bytes()[2..]);
        out.extend(row.iter().map(|x| byte(*x, scale)));
    }
    out.extend(scales);
    let layout = &net.layout;
    for layer in &layout.layers {
        linear(net, &layer.gates, &mut out);
        numbers(&net.values[layer.peepholes.clone()], &mut out);
    }
    for map in [&layout.tags, &layout.projection, &layout.arcs] {
        linear(net, map, &mut out);
    }
    for range in [
        &layout.arc_root,
        &layout.arc_distance,
        &layout.label_root,
        &layout.label_distance,
    ] {
        numbers(&net.values[range.clone()], &mut out);
    }
    linear(net, &layout.labels, &mut out);
    out
}

fn linear(net: &Net, map: &Linear, out: &mut Vec<u8>) {
    let weights = &net.values[map.weights.clone()];
    let of = |output: usize| weights[output..].iter().step_by(map.outputs);
    let units: Vec<f32> = (0..map.outputs).map(|output| unit(of(output))).collect();
    for (output, unit) in units.iter().enumerate() {
        out.extend(of(output).map(|x| byte(*x, *unit)));
    }
    numbers(&units, out);
    numbers(&net.values[map.biases.clone()], out);
}

/// The worth of one unit, so that the largest number of a row takes 127.
fn unit<'x>(row: impl Iterator<Item = &'x f32>) -> f32 {
    (row.fold(0.0_f32, |most, x| most.max(x.abs())) / 127.0).max(1e-12)
}

fn byte(x: f32, unit: f32) -> u8 {
    ((x / unit).round().clamp(-127.0, 127.0) as i8).cast_unsigned()
}

fn numbers(numbers: &[f32], out: &mut Vec<u8>) {
    out.extend(numbers.iter().flat_map(|x| x.to_le_bytes()));
}
